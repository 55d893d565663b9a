package io.distributedlab.week45;

import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Backlogs, and how fast they go: the exercises' phases. */
final class Drains {
  static final String GONE_AFTER = "seconds until the backlog is gone";
  static final String IDLE = "consumers without a partition";
  static final String DRAINED = "seconds until 120 orders are gone";
  static final String HOT = "orders per second with one hot key";
  static final String STAYS = "lag that stays";

  private static final int ORDERS = 200;
  private static final int HOT_ORDERS = 160;
  private static final int BEHIND_POISON = 600;
  private static final int BACKLOG = 300;
  private static final int NEARLY_GONE = 15;
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  /** Time to join, and then to drain. */
  private static final Duration COMING = PATIENCE.plusSeconds(2);

  private final Found found = new Found();

  /** 120 orders of 20 ms and one consumer. */
  Phase oneConsumer() {
    return Found.cleared(
        ScalePhases.sequential("drain", Bench.instances(0))
            .work(
                run -> {
                  var bench = Bench.of(run.stage());
                  return bench
                      .preload(120)
                      .compose(loaded -> bench.processed())
                      .compose(before -> bench.scale(1).compose(set -> timed(bench, before, 120)))
                      .onSuccess(seconds -> found.put(DRAINED, seconds));
                })
            .measure(run -> found.count(DRAINED)));
  }

  /** 100/s come, 300 more at once, and there are the consumers that the knobs ask for now. */
  Phase asAskedFor() {
    return Found.cleared(
        Phase.of("consumers")
            .variant("sequential")
            .load(ScalePhases.orders(100, COMING))
            .work(run -> drainWithThoseAskedFor(run.stage()))
            .measure(run -> found.count(GONE_AFTER))
            .measure(run -> found.count(IDLE)));
  }

  private Future<Void> drainWithThoseAskedFor(Stage stage) {
    var bench = Bench.of(stage);
    return stage
        .get("producer", "/admin/knobs")
        .map(reply -> asked(reply.json().getJsonObject("values")))
        .compose(
            asked ->
                bench
                    .clear()
                    .compose(empty -> bench.set(Map.of("consumer_mode", "sequential")))
                    .compose(set -> bench.set(Map.of("processing_ms", 20, "lag_poll_ms", 100)))
                    .compose(set -> bench.set(asked)))
        .compose(set -> bench.balanced())
        .compose(balanced -> bench.preload(BACKLOG))
        .compose(loaded -> gone(bench, System.nanoTime()))
        .compose(gone -> bench.stats())
        .onSuccess(stats -> found.put(IDLE, stats.getInteger("idle")))
        .mapEmpty();
  }

  private Future<JsonObject> gone(Bench bench, long began) {
    return bench
        .lag()
        .compose(
            before ->
                bench.atMost(
                    PATIENCE.toMillis(),
                    bench::lag,
                    lag -> Bench.isOfLater(lag, before) && lag.getLong("total") <= NEARLY_GONE))
        .onSuccess(lag -> found.put(GONE_AFTER, (System.nanoTime() - began) / 1e9));
  }

  private static Map<String, Object> asked(JsonObject knobs) {
    var instances = new HashMap<String, Object>();
    Bench.instances(0).keySet().forEach(name -> instances.put(name, knobs.getValue(name)));
    return instances;
  }

  /** Of 200 orders of 20 ms, 160 have the same key. There are three consumers, with windows. */
  Phase hotKey() {
    return Found.cleared(
        SafetyPhases.phase("hot key", ConsumerMode.BOUNDED, Map.of("processing_ms", 20))
            .work(
                run -> {
                  var bench = Bench.of(run.stage());
                  return produce(run.stage(), Map.of("order_id", "hot"), HOT_ORDERS)
                      .compose(hot -> bench.preload(ORDERS - HOT_ORDERS))
                      .compose(loaded -> bench.processed())
                      .compose(
                          before -> bench.scale(3).compose(set -> timed(bench, before, ORDERS)))
                      .onSuccess(seconds -> found.put(HOT, ORDERS / seconds));
                })
            .measure(run -> found.perSecond(HOT)));
  }

  /** One poisonous order, then 600 others, and attempts without end. */
  Phase stuck() {
    var knobs =
        Map.of(
            "processing_ms", 2,
            "max_attempts", 0,
            "commit_interval_ms", 100,
            "lag_poll_ms", 50);
    return Found.cleared(
        SafetyPhases.phase("stuck", ConsumerMode.BOUNDED, knobs)
            .work(
                run -> {
                  var bench = Bench.of(run.stage());
                  return produce(run.stage(), Map.of("product", Order.POISON), 1)
                      .compose(poison -> bench.preload(BEHIND_POISON))
                      .compose(loaded -> bench.processed())
                      .compose(
                          before ->
                              bench.scale(1).compose(set -> timed(bench, before, BEHIND_POISON)))
                      .compose(processed -> bench.pause(500))
                      .compose(committed -> bench.lag())
                      .onSuccess(lag -> found.put(STAYS, lag.getLong("total")))
                      .mapEmpty();
                })
            .measure(run -> found.count(STAYS)));
  }

  /** Seconds from the first order that the sink has done to the last of so many. */
  private static Future<Double> timed(Bench bench, double before, int orders) {
    return bench
        .until(bench::processed, now -> now > before)
        .compose(
            first -> {
              long began = System.nanoTime();
              return bench
                  .until(bench::processed, now -> now >= before + orders)
                  .map(all -> (System.nanoTime() - began) / 1e9);
            });
  }

  private static Future<Void> produce(Stage stage, Map<String, ?> order, int count) {
    return count == 0
        ? Future.succeededFuture()
        : stage
            .send("producer", Request.post("/produce", order))
            .compose(sent -> produce(stage, order, count - 1));
  }
}
