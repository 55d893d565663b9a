package io.distributedlab.week52;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes requests in: one item, a page of many, or a comparison of hedged and direct. */
public final class FrontendVerticle extends VerticleBase {
  /** The two modes of a comparison. */
  enum Mode {
    /** The strategy that the lab is set to. */
    HEDGED,
    /** One attempt, whatever the lab is set to. */
    DIRECT
  }

  private static final Knob<Mode> MODE =
      Knob.choice("mode", Mode.HEDGED, "the lab's strategy, or one attempt");
  private static final Knob<Integer> FANOUT = Knob.integer("fanout", 20, 1, 100, "items on a page");
  private static final Knob<Integer> ITERATIONS =
      Knob.integer("iterations", 20, 1, 100, "requests in each mode");

  private final Service service;
  private final Hedger hedger;

  public FrontendVerticle(Service service) {
    this.service = service;
    this.hedger = new Hedger(service);
  }

  @Override
  public Future<?> start() {
    return service
        .http()
        .get("/api/process", this::process)
        .get("/api/compare", this::compare)
        .get("/api/items/:id", request -> item(request, GET))
        .post("/api/items/:id", request -> item(request, POST))
        .get("/api/page", this::page)
        .listen();
  }

  private Future<Item> process(Request request) {
    var mode = request.query(MODE);
    var forced = mode == Mode.DIRECT ? "direct" : request.header(Knobs.VARIANT_HEADER);
    var order = Order.about(Order.fresh(), request, GET);
    return hedger.during(request).ask(order, forced).timedAs(mode.name().toLowerCase(Locale.ROOT));
  }

  private Future<Item> item(Request request, HttpMethod method) {
    var order = Order.about(request.param("id"), request, method);
    return hedger.during(request).ask(order, strategy(request)).timedAs("item");
  }

  private Future<Page> page(Request request) {
    int fanout = request.query(FANOUT);
    var strategy = strategy(request);
    var visit = hedger.during(request);
    var started = service.clock().nanos();
    var items =
        IntStream.range(0, fanout)
            .mapToObj(i -> visit.ask(Order.about(Order.fresh(), GET), strategy).timedAs("page"))
            .toList();
    return Future.all(items)
        .onFailure(failure -> visit.leave())
        .map(all -> Page.of(all.list(), service.clock().nanos() - started));
  }

  private Future<Comparison> compare(Request request) {
    return new Compare(hedger.during(request)).run(request.query(ITERATIONS));
  }

  /** The strategy that the caller asks for; null when it leaves it to the lab. */
  private static @Nullable String strategy(Request request) {
    var query = request.query(Week52Knobs.STRATEGY.name());
    var wanted = query == null ? request.header(Knobs.VARIANT_HEADER) : query;
    return wanted == null ? null : Knob.wireName(Week52Knobs.STRATEGY.parse(wanted));
  }
}
