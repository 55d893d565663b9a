package io.distributedlab.week12;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.telemetry.Log;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Loads from the database, counted, timed and noted. The gauge of loads under way goes down
 * whatever becomes of a load.
 */
final class Loader {
  /** Before the query: a barrier here makes a herd of an exact size. */
  static final String BEFORE_READ = "before-read";

  /** The row is read, nothing is stored: what is read here may be old when it gets on. */
  static final String AFTER_READ = "after-read";

  static final Knob<Double> QUERY_ERROR_RATE =
      Knob.decimal("query_error_rate", 0, 0, 1, "share of queries that fail");

  private final Service service;
  private final Catalogue catalogue;
  private final CacheMeters meters;
  private final RandomGenerator random;
  private final Herd herd;
  private final LoadLedger ledger = new LoadLedger();
  private double lastDeltaMs;

  Loader(Service service, Catalogue catalogue, CacheMeters meters, RandomGenerator random) {
    this.service = service;
    this.catalogue = catalogue;
    this.meters = meters;
    this.random = random;
    this.herd = new Herd(() -> service.knobs().get(Week12Knobs.HERD_THRESHOLD));
    service
        .faults()
        .declare(BEFORE_READ, "a load is about to read the database")
        .declare(AFTER_READ, "a load has read the database and not stored anything yet");
    service.faults().knobs().declare(QUERY_ERROR_RATE);
    meters.loadsUnderWay(herd);
  }

  /** Reads a product. Fails with a problem when the database does. */
  Future<Loaded> load(String id, Variant strategy, Reason reason) {
    return service
        .telemetry()
        .span(
            "db.load",
            span -> {
              span.setAttribute("cache.key", id);
              span.setAttribute("lab.reason", Knob.wireName(reason));
              long started = begin(id, strategy, reason);
              return read(id)
                  .map(
                      found ->
                          new Loaded(found.orElse(null), since(started), span.getSpanContext()))
                  .onSuccess(loaded -> lastDeltaMs = loaded.deltaMs())
                  .onComplete(done -> end(id, started));
            });
  }

  /** Δ of the last load, in ms; 0 before the first. */
  double lastDeltaMs() {
    return lastDeltaMs;
  }

  LoadLedger ledger() {
    return ledger;
  }

  Herd herd() {
    return herd;
  }

  private Future<Optional<Product>> read(String id) {
    return service
        .faults()
        .point(BEFORE_READ)
        .compose(open -> injected())
        .compose(spared -> catalogue.find(id))
        .compose(found -> service.faults().point(AFTER_READ).map(found));
  }

  private long begin(String id, Variant strategy, Reason reason) {
    var now = service.clock().now();
    ledger.note(new LoadLedger.Load(id, strategy, reason, millis(now)));
    meters.load(strategy, reason);
    if (herd.enter(id)) {
      meters.stampede();
      service
          .telemetry()
          .log()
          .warn("stampede", Log.with("key", id).and("concurrent", herd.underWay(id)));
    }
    return service.clock().nanos();
  }

  private void end(String id, long started) {
    herd.leave(id);
    meters.loadTook(Duration.ofNanos(service.clock().nanos() - started));
  }

  private Future<Void> injected() {
    return random.nextDouble() < service.faults().knobs().get(QUERY_ERROR_RATE)
        ? Future.failedFuture(Problem.of(500, "injected-error", "this query was made to fail"))
        : Future.succeededFuture();
  }

  private double since(long started) {
    return (service.clock().nanos() - started) / 1e6;
  }

  private static double millis(Instant at) {
    return at.getEpochSecond() * 1e3 + at.getNano() / 1e6;
  }
}
