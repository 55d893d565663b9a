package io.distributedlab.week45;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Six sequential consumers with S = 50 ms do μ = 6/S = 120/s; 300/s are offered. Without a response
 * the order that is served at t is one from t·μ/λ, so its age is t·(1 − μ/λ) = 0.6 t: above a time
 * to live of 1 s from t = 1.7 s on, and in the quick run above one of 0.4 s from t = 0.7 s on.
 */
final class OverloadPhases {
  private static final double LAMBDA = 300;
  private static final double CAPACITY = 120;

  private final Duration ttl;
  private final Duration length;
  private final Duration throttled;
  private final Duration last;
  private final Found found = new Found();

  OverloadPhases(Settings settings) {
    this.ttl = settings.seconds(1, 0.4);
    this.length = settings.seconds(3.5, 1.4);
    this.throttled = settings.seconds(4.5, 1.5);
    this.last = settings.seconds(1.5, 0.5);
  }

  /** Nothing is done about it. */
  Phase none() {
    return Found.cleared(
        overload("overload none", OverloadResponse.NONE, length)
            .measure(
                run ->
                    Measure.ms("time lag, none", end(run.series("time lag")))
                        .predicted(length.toMillis() * (1 - CAPACITY / LAMBDA)))
            .measure(
                run ->
                    Measure.of(
                        "growth of the time lag, none", "ms/s", lateSlope(run.series("time lag"))))
            .measure(
                run ->
                    Measure.perSecond("capacity", growth(run, "consumed", length))
                        .predicted(CAPACITY))
            .measure(
                run ->
                    Measure.share(
                            "share begun in time, none",
                            growth(run, "good", last) / growth(run, "consumed", last))
                        .predicted(0)));
  }

  /**
   * The producer admits what consumers can do. It begins with 50/s and adds 20/s every half second,
   * so capacity is reached after 2 s. What is above it is 35 orders or 300 ms of lag after 1.5 s
   * more, and 500 ms after 2 s: then rates fall by 0.7 each, and the mean of 4.5 s is near
   * capacity.
   */
  Phase throttle() {
    return Found.cleared(
        overload("overload throttle", OverloadResponse.THROTTLE, throttled)
            .measure(run -> Measure.ms("time lag p95, throttle", p95(run.series("time lag"))))
            .measure(
                run ->
                    Measure.perSecond(
                        "accepted, throttle",
                        run.samples().successes().count() * 1e3 / throttled.toMillis()))
            .measure(run -> Measure.count("refused, throttle", refused(run)))
            .measures(this::kept));
  }

  /** Consumers put aside what is too old. */
  Phase shedStale() {
    return Found.cleared(
        overload("overload shed-stale", OverloadResponse.SHED_STALE, length)
            .measure(
                run ->
                    Measure.perSecond("goodput, shed-stale", growth(run, "good", last))
                        .predicted(CAPACITY))
            .measures(this::conserved));
  }

  /** One bulk call after the other, each a + b·n = 20 + 20 ms for twenty orders. */
  Phase batch() {
    var knobs = new HashMap<String, Object>(Bench.instances(0));
    knobs.putAll(
        Map.of(
            "consumer_mode", "batch",
            "max_in_flight", 20,
            "batch_records", 20,
            "bulk_base_ms", 20,
            "bulk_each_ms", 1));
    return Found.cleared(
        Phase.of("batch")
            .variant("batch")
            .setting(Bench.fresh(knobs))
            .work(
                run -> {
                  var bench = Bench.of(run.stage());
                  return bench
                      .preload(1000)
                      .compose(loaded -> bench.scale(1))
                      .compose(one -> bench.balanced())
                      .compose(joined -> bench.pause(200))
                      .compose(going -> bench.processedPerSecond(1000))
                      .onSuccess(rate -> found.put("μ of batches", rate));
                })
            .measure(run -> found.perSecond("μ of batches").predicted(500)));
  }

  private Phase overload(String name, OverloadResponse response, Duration lasting) {
    var knobs = new HashMap<String, Object>(Bench.instances(6));
    knobs.putAll(
        Map.of(
            "consumer_mode",
            "sequential",
            "processing_ms",
            50,
            "response",
            Knob.wireName(response),
            "lag_poll_ms",
            100,
            "ttl_ms",
            ttl.toMillis(),
            "r_min",
            50));
    var phase =
        Phase.of(name)
            .variant(Knob.wireName(response))
            .setting(Bench.fresh(knobs))
            .load(ScalePhases.orders(LAMBDA, lasting).keepingReplies())
            .watch("time lag", "lag-monitor", "kbp_lag_ms");
    for (var consumer : Bench.CONSUMERS) {
      phase
          .watch("consumed " + consumer, consumer, "kbp_consumed_total")
          .watch("good " + consumer, consumer, "kbp_goodput_total");
    }
    return phase;
  }

  /** Every order whose sender was told so is in the ledger. */
  private Future<List<Measure>> kept(PhaseRun run) {
    var bench = Bench.of(run.stage());
    return bench
        .set(Map.of("processing_ms", 1))
        .compose(fast -> bench.drained())
        .compose(drained -> bench.attempts())
        .map(
            attempts -> {
              var lost =
                  run.samples().successes().all().stream()
                      .filter(sample -> !attempts.containsKey(orderId(sample)))
                      .count();
              return List.of(Measure.count("lost, throttle", lost).predicted(0));
            });
  }

  private Future<List<Measure>> conserved(PhaseRun run) {
    var bench = Bench.of(run.stage());
    return bench
        .set(Map.of("processing_ms", 1))
        .compose(fast -> bench.drained())
        .compose(drained -> Future.all(bench.ledger(), bench.sideTopics(), bench.lag()))
        .map(
            all -> {
              JsonObject ledger = all.resultAt(0);
              JsonObject side = all.resultAt(1);
              JsonObject lag = all.resultAt(2);
              var expired = side.getLong(Topic.EXPIRED);
              var accounted = ledger.getLong("processed") + expired + lag.getLong("total");
              return List.of(
                  Measure.count("produced, shed-stale", run.samples().successes().count()),
                  Measure.count("expired, shed-stale", expired),
                  Measure.count("processed + expired + remaining", accounted));
            });
  }

  private static String orderId(Sample sample) {
    var reply = sample.reply();
    return reply == null ? "" : reply.json().getString("order_id");
  }

  private static long refused(PhaseRun run) {
    return run.samples().where(sample -> sample.status() == 429).count();
  }

  /** Per second over the last part of the phase, all consumers together. */
  private double growth(PhaseRun run, String what, Duration over) {
    double from = (double) length.minus(over).toMillis();
    return Bench.CONSUMERS.stream()
        .mapToDouble(c -> ScalePhases.slope(run.series(what + " " + c), from))
        .sum();
  }

  private double lateSlope(List<PhaseRun.Point> series) {
    return ScalePhases.slope(series, (double) length.minus(last).toMillis());
  }

  private double p95(List<PhaseRun.Point> series) {
    double from = (double) throttled.minus(last).toMillis();
    var values =
        series.stream()
            .filter(point -> point.atMs() >= from)
            .mapToDouble(PhaseRun.Point::value)
            .sorted()
            .toArray();
    return values.length == 0 ? Double.NaN : values[(int) Math.ceil(0.95 * values.length) - 1];
  }

  private static double end(List<PhaseRun.Point> series) {
    return series.isEmpty() ? Double.NaN : series.getLast().value();
  }
}
