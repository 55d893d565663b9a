package io.distributedlab.week46;

import io.distributedlab.service.Service;
import io.distributedlab.service.bus.BusRequest;
import io.distributedlab.service.telemetry.Log;
import io.distributedlab.week46.HintStore.Kept;
import io.distributedlab.week46.Messages.Entries;
import io.distributedlab.week46.Messages.Got;
import io.distributedlab.week46.Messages.Wrote;
import io.vertx.core.Future;
import java.util.Random;
import java.util.function.Function;

/** What one replica answers over the event bus. */
final class Replica {
  /** Where a write is about to be made durable. */
  static final String BEFORE_FORCE = "before-force";

  private final Service service;
  private final HybridClock clock;
  private final DurableStore store;
  private final HintStore hints;
  private final AntiEntropy antiEntropy;
  private final ServiceTime serviceTime;
  private final ReplicaMeters meters;

  Replica(
      Service service,
      HybridClock clock,
      DurableStore store,
      HintStore hints,
      AntiEntropy antiEntropy,
      Random random) {
    this.service = service;
    this.clock = clock;
    this.store = store;
    this.hints = hints;
    this.antiEntropy = antiEntropy;
    this.serviceTime = new ServiceTime(service, random);
    this.meters = new ReplicaMeters(service, store, hints);
    service.faults().declare(BEFORE_FORCE, "a write is accepted, its record not in the log yet");
  }

  /** Reads both logs, and then answers; done when the whole cluster knows. */
  Future<Void> start() {
    return Future.all(store.open().onSuccess(this::logReplay), hints.open())
        .compose(
            replayed ->
                Future.all(
                    serve("write", Messages.Write.class, this::write),
                    serve("hint", Messages.Hint.class, this::hint),
                    serve("read", Messages.Read.class, this::read),
                    serve("status", Messages.StatusQuestion.class, this::status),
                    serve("digest", Messages.DigestQuestion.class, this::digest),
                    serve("exchange", Messages.Exchange.class, this::exchange)))
        .mapEmpty();
  }

  private void logReplay(int records) {
    service
        .telemetry()
        .log()
        .info("log read", Log.with("records", records).and("keys", store.entries().size()));
  }

  Future<Void> stop() {
    return Future.join(store.close(), hints.close()).mapEmpty();
  }

  Future<Wrote> write(Messages.Write message) {
    hear(message.clock(), message.entry());
    return meters.write(
        () ->
            serviceTime
                .ofWrite()
                .compose(worked -> service.faults().point(BEFORE_FORCE))
                .compose(spared -> store.write(message.entry(), durable()))
                .map(held -> wrote(message.entry(), held)));
  }

  private Future<Wrote> hint(Messages.Hint message) {
    hear(message.clock(), message.entry());
    var hint = new Kept(message.home(), message.entry(), service.clock().now().toEpochMilli());
    return meters.write(
        () ->
            serviceTime
                .ofWrite()
                .compose(worked -> hints.keep(hint, durable()))
                .onSuccess(kept -> meters.hintStored())
                .map(kept -> wrote(message.entry(), message.entry())));
  }

  private Future<Got> read(Messages.Read message) {
    clock.heard(message.clock());
    return meters.read(
        () -> serviceTime.ofRead().map(worked -> got(store.entries().get(message.key()))));
  }

  private Future<Messages.Status> status(Messages.StatusQuestion message) {
    clock.heard(message.clock());
    return Future.succeededFuture(
        new Messages.Status(service.name(), store.entries().size(), hints.size(), clock.last()));
  }

  private Future<Messages.Digest> digest(Messages.DigestQuestion message) {
    var shared = antiEntropy.sharedWith(message.peer());
    return Future.succeededFuture(
        new Messages.Digest(store.entries().digest(shared), clock.last()));
  }

  private Future<Entries> exchange(Messages.Exchange message) {
    var shared = antiEntropy.sharedWith(message.peer());
    return antiEntropy
        .take(message.entries())
        .map(taken -> new Entries(store.entries().in(message.buckets(), shared), clock.last()));
  }

  private <Q, A> Future<Void> serve(String verb, Class<Q> type, Function<Q, Future<A>> handler) {
    return service
        .bus()
        .serve(
            Messages.address(service.name(), verb),
            type,
            (BusRequest<Q> request) -> handler.apply(request.message()));
  }

  private Wrote wrote(Entry entry, Entry held) {
    return new Wrote(service.name(), held.newerThan(entry), held.tag(), clock.last());
  }

  private Got got(Entry entry) {
    return new Got(service.name(), entry, clock.last());
  }

  private void hear(long counter, Entry entry) {
    clock.heard(counter);
    clock.heard(entry.tag().counter());
  }

  private boolean durable() {
    return Week46Knobs.durable(service.knobs());
  }
}
