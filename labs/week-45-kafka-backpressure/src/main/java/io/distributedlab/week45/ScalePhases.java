package io.distributedlab.week45;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one consumer does, what more of them do, and who is told to come. A sequential consumer with
 * a service time of S = 20 ms does μ₁ = 1/S = 50/s less what a call costs.
 */
final class ScalePhases {
  private static final int OFFERED = 150;
  private static final int STEADY = 100;
  private static final long JOINED_MS = 300;
  private static final long COUNTED_MS = 800;

  /** Queues of seconds do not mind a request that is sent so much late. */
  private static final Duration TOLERANCE = Duration.ofMillis(50);

  private final Found found = new Found();

  /** More comes in than goes out: the lag grows by the difference, every second. */
  Phase lagLaw() {
    return lagLaw("lag law", OFFERED, 20)
        .measure(
            run ->
                Measure.perSecond("lag growth", slope(run.series("lag")))
                    .predicted(OFFERED - slope(run.series("processed")))
                    .from(run.series("lag").size()))
        .measure(
            run ->
                Measure.perSecond("μ of one consumer", slope(run.series("processed")))
                    .predicted(50));
  }

  /** One consumer that takes so many ms for an order, and so many orders a second. */
  static Phase lagLaw(String name, int offered, int processingMs) {
    var knobs = with(Bench.instances(1), Map.of("processing_ms", processingMs));
    return Found.cleared(
        sequential(name, knobs)
            .load(orders(offered, Duration.ofMillis(2500)))
            .watch("lag", "lag-monitor", "kbp_lag_records")
            .watch("processed", "sink", "kbp_sink_processed_total"));
  }

  /** The same backlog with more and more consumers, and when it will be gone. */
  Phase scaleOut() {
    return Found.cleared(
        sequential("scale out", Bench.instances(0))
            .work(
                run -> {
                  var bench = Bench.of(run.stage());
                  return bench
                      .preload(2000)
                      .compose(loaded -> rate(bench, 1, "μ₁"))
                      .compose(one -> rate(bench, 3, "μ₃"))
                      .compose(three -> rate(bench, 6, "μ₆"))
                      .compose(six -> rate(bench, 8, "μ₈"))
                      .compose(eight -> idle(bench, "idle of 8"))
                      .compose(idle -> forecast(bench));
                })
            .measure(run -> found.perSecond("μ₁").predicted(50))
            .measure(run -> found.perSecond("μ₃").predicted(150))
            .measure(run -> found.perSecond("μ₆").predicted(300))
            .measure(run -> found.perSecond("μ₈").predicted(300))
            .measure(run -> found.count("idle of 8").predicted(2))
            .measure(
                run ->
                    Measure.of("drained after", "s", found.get("drained after"))
                        .predicted(found.get("forecast"))));
  }

  /** One partition: two of three consumers have nothing to do. */
  Phase onePartition() {
    return Found.cleared(
        sequential("one partition", with(Bench.instances(0), Map.of("topic", "orders-p1")))
            .work(
                run -> {
                  var bench = Bench.of(run.stage());
                  return bench
                      .preload(300)
                      .compose(loaded -> rate(bench, 3, "μ₃ of one partition"))
                      .compose(three -> idle(bench, "idle of 3"));
                })
            .measure(run -> found.perSecond("μ₃ of one partition").predicted(50))
            .measure(run -> found.count("idle of 3").predicted(2)));
  }

  /**
   * Twice what one consumer does: the lag grows by 53/s until the monitor knows μ₁, after 1.3 s. It
   * is 70 then, and ⌈(100 + 70/2)/μ₁⌉ = 3 consumers are asked for; two would do only where μ₁ were
   * 67/s, more than 1/S. Three do 141/s, so 2.5 s later all of 100 are gone.
   */
  Phase autoscale() {
    var knobs = Map.of("response", "autoscale", "drain_target_s", 2, "lag_poll_ms", 150);
    return Found.cleared(
        sequential("autoscale", with(Bench.instances(1), knobs))
            .load(orders(STEADY, Duration.ofMillis(4500)))
            .watch("lag", "lag-monitor", "kbp_lag_records")
            .measures(
                run ->
                    Bench.of(run.stage())
                        .stats()
                        .map(
                            stats ->
                                List.of(
                                    Measure.count(
                                            "consumers asked for", stats.getInteger("instances"))
                                        .predicted(3))))
            .measure(run -> Measure.share("lag at the end, of its peak", left(run.series("lag")))));
  }

  /** Orders one by one over HTTP, at even distances. */
  static Load orders(double perSecond, Duration length) {
    return Load.of("producer", (index, random) -> Request.post("/produce", Map.of()))
        .arriving(Arrivals.constant(perSecond))
        .lasting(length)
        .lateAfter(TOLERANCE);
  }

  /** Change per second after that moment: the line of least squares through the readings. */
  static double slope(List<PhaseRun.Point> series, double afterMs) {
    var points = series.stream().filter(point -> point.atMs() >= afterMs).toList();
    double at = points.stream().mapToDouble(PhaseRun.Point::atMs).average().orElse(Double.NaN);
    double mean = points.stream().mapToDouble(PhaseRun.Point::value).average().orElse(Double.NaN);
    double product =
        points.stream().mapToDouble(point -> (point.atMs() - at) * (point.value() - mean)).sum();
    double square = points.stream().mapToDouble(point -> Math.pow(point.atMs() - at, 2)).sum();
    return product / square * 1000;
  }

  private static double left(List<PhaseRun.Point> lag) {
    double peak = lag.stream().mapToDouble(PhaseRun.Point::value).max().orElse(Double.NaN);
    return lag.isEmpty() ? Double.NaN : lag.getLast().value() / peak;
  }

  static double slope(List<PhaseRun.Point> series) {
    return slope(series, JOINED_MS);
  }

  static Phase sequential(String name, Map<String, ?> more) {
    var knobs = Map.of("consumer_mode", "sequential", "processing_ms", 20, "lag_poll_ms", 100);
    return Phase.of(name).variant("sequential").setting(Bench.fresh(with(knobs, more)));
  }

  static Map<String, Object> with(Map<String, ?> some, Map<String, ?> more) {
    var all = new HashMap<String, Object>(some);
    all.putAll(more);
    return all;
  }

  /** What so many consumers process per second, once each has its partitions. */
  private Future<Void> rate(Bench bench, int consumers, String name) {
    return bench
        .scale(consumers)
        .compose(set -> bench.balanced())
        .compose(balanced -> bench.pause(JOINED_MS))
        .compose(running -> bench.processedPerSecond(COUNTED_MS))
        .onSuccess(rate -> found.put(name, rate))
        .mapEmpty();
  }

  private Future<Void> idle(Bench bench, String name) {
    return bench.stats().onSuccess(stats -> found.put(name, stats.getInteger("idle"))).mapEmpty();
  }

  /**
   * Takes the monitor at its word, and the time. Its forecast is from totals. Here each consumer
   * has one partition, so the last one to end is the one with the longest, and the forecast is that
   * much longer. The backlog is a new one: what one consumer has left of the old one is uneven.
   */
  private Future<Void> forecast(Bench bench) {
    return bench
        .clear()
        .compose(empty -> bench.set(Map.of("processing_ms", 20)))
        .compose(slow -> bench.preload(720))
        .compose(loaded -> bench.scale(6))
        .compose(six -> bench.balanced())
        .compose(balanced -> bench.lag())
        .compose(before -> bench.until(bench::lag, lag -> Bench.hasRatesOfLater(lag, before)))
        .compose(
            lag -> {
              long asked = System.nanoTime();
              found.put("forecast", lag.getDouble("drain_sec") * longest(lag));
              return bench
                  .until(bench::lag, later -> later.getLong("total", 1L) == 0)
                  .onSuccess(gone -> found.put("drained after", (System.nanoTime() - asked) / 1e9));
            })
        .mapEmpty();
  }

  /** The longest partition, in means of all. */
  private static double longest(JsonObject lag) {
    var all = lag.getJsonArray("per_partition").stream().map(JsonObject.class::cast);
    var lags = all.mapToLong(partition -> partition.getLong("lag")).summaryStatistics();
    return lags.getMax() / lags.getAverage();
  }
}
