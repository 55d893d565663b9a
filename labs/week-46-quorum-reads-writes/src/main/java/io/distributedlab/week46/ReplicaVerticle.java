package io.distributedlab.week46;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PUT;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.week46.Messages.Phase;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a copy of the keys it is a home of, and hints for others: a log, a map, and what it says
 * over the event bus. Over HTTP it shows and takes single entries, for people, whatever faults are
 * set.
 */
public final class ReplicaVerticle extends VerticleBase {
  private static final int SHOWN = 1000;

  /** An entry put in by hand. */
  record Rogue(@Nullable String value, @Nullable String version) {}

  /** What came of it. */
  record Kept(String replica, String key, String outcome, String version) {}

  record Held(String replica, String key, String version, @Nullable String value) {}

  /**
   * @param keys all of them; at most {@value #SHOWN} entries are listed
   */
  record Data(String replica, int keys, int hints, List<Held> entries) {}

  private final Service service;
  private final SiblingRoutes siblings;
  private final DurableStore store;
  private final HintStore hints;
  private final Handoff handoff;
  private final AntiEntropy antiEntropy;
  private final Replica replica;

  ReplicaVerticle(Service service, DataDirectory data) {
    this(service, data, YourSiblings::new);
  }

  /**
   * @param siblings what keeps the values of exercise 5
   */
  ReplicaVerticle(Service service, DataDirectory data, Supplier<Siblings> siblings) {
    this(service, standardJournals(service, data), standardHandoff(service), siblings);
  }

  /**
   * @param journals a log by its name
   * @param handoffs what becomes of hints
   */
  ReplicaVerticle(
      Service service,
      Function<String, Journal> journals,
      BiFunction<Replicas, HintStore, Handoff> handoffs) {
    this(service, journals, handoffs, YourSiblings::new);
  }

  private ReplicaVerticle(
      Service service,
      Function<String, Journal> journals,
      BiFunction<Replicas, HintStore, Handoff> handoffs,
      Supplier<Siblings> siblings) {
    var random = new Random();
    var clock = new HybridClock(service.clock());
    var replicas = new Replicas(service, clock);
    this.service = service;
    this.siblings = new SiblingRoutes(siblings);
    this.store = new DurableStore(journals.apply(service.name()));
    this.hints = new HintStore(journals.apply(service.name() + "-hints"));
    this.handoff = handoffs.apply(replicas, hints);
    this.antiEntropy = new AntiEntropy(service, replicas, store, random);
    this.replica = new Replica(service, clock, store, hints, antiEntropy, random);
  }

  static Function<String, Journal> standardJournals(Service service, DataDirectory data) {
    return name -> new Journal(service.vertx(), data, name);
  }

  static BiFunction<Replicas, HintStore, Handoff> standardHandoff(Service service) {
    return (replicas, hints) -> new Handoff(service, replicas, hints);
  }

  @Override
  public Future<?> start() {
    var knobs = service.knobs();
    return replica
        .start()
        .onSuccess(
            ready -> {
              Repeating.every(vertx, () -> knobs.get(Week46Knobs.HINT_INTERVAL), handoff::offer);
              Repeating.every(vertx, () -> knobs.get(Week46Knobs.AE_INTERVAL), antiEntropy::round);
            })
        .compose(
            ready ->
                siblings
                    .on(service.http())
                    .houseRoute(GET, "/kv/:key", this::entry)
                    .houseRoute(PUT, "/kv/:key", this::put)
                    .houseRoute(GET, "/data", request -> data())
                    .houseRoute(DELETE, "/data", request -> clear())
                    .listen());
  }

  @Override
  public Future<?> stop() {
    return replica.stop();
  }

  private Future<Held> entry(Request request) {
    var entry = store.entries().get(Limits.key(request.param("key")));
    return entry.tag().equals(Tag.NONE)
        ? Future.failedFuture(Problem.notFound("there is no such key here"))
        : Future.succeededFuture(held(entry));
  }

  private Future<Kept> put(Request request) {
    var rogue = request.body(Rogue.class);
    var key = Limits.key(request.param("key"));
    var entry =
        new Entry(key, Tag.parse(String.valueOf(rogue.version())), Limits.value(rogue.value()));
    return replica
        .write(new Messages.Write("by-hand", Phase.WRITE, entry, entry.tag().counter()))
        .map(
            wrote ->
                new Kept(
                    service.name(),
                    key,
                    wrote.superseded() ? "superseded" : "stored",
                    wrote.tag().toString()));
  }

  private Future<Data> data() {
    var entries = store.entries().all().stream().limit(SHOWN).map(this::held).toList();
    return Future.succeededFuture(
        new Data(service.name(), store.entries().size(), hints.size(), entries));
  }

  private Future<Void> clear() {
    return Future.join(store.clear(), hints.clear()).mapEmpty();
  }

  private Held held(Entry entry) {
    return new Held(service.name(), entry.key(), entry.tag().toString(), entry.value());
  }
}
