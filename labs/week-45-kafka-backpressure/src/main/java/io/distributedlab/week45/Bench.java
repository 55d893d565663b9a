package io.distributedlab.week45;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Reply;
import io.distributedlab.experiment.load.Request;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the experiment does to the lab and asks of it, over HTTP. */
record Bench(Stage stage, Vertx vertx) {
  static final List<String> CONSUMERS = List.of("consumer-1", "consumer-2", "consumer-3");

  private static final Duration POLL = Duration.ofMillis(25);
  private static final long PATIENCE_MS = 20_000;

  /** Reports from an event to the first one that is all of later: the next may have been begun. */
  private static final int OF_LATER = 2;

  static Bench of(Stage stage) {
    return new Bench(stage, Vertx.currentContext().owner());
  }

  /**
   * Begins a phase: no consumers, no backlog, an empty ledger; then these knobs, and when they ask
   * for consumers, those have their partitions.
   */
  static Act fresh(Map<String, ?> knobs) {
    return new Act(
        "fresh start with " + knobs,
        stage -> {
          var bench = of(stage);
          return bench.clear().compose(empty -> bench.set(knobs)).compose(set -> bench.balanced());
        });
  }

  /** Ends a phase: nothing is left to do for the consumers of the next one. */
  Future<Void> clear() {
    var calm = new HashMap<String, Object>(instances(0));
    calm.putAll(Map.of("session_timeout_ms", 1000, "response", "none", "processing_ms", 1));
    return set(calm)
        .compose(none -> until(() -> delete("lag-monitor", "/backlog"), r -> r.status() < 300))
        .compose(skipped -> delete("sink", "/ledger"))
        .compose(empty -> Future.all(CONSUMERS.stream().map(c -> delete(c, "/stats")).toList()))
        .mapEmpty();
  }

  Future<Void> set(Map<String, ?> knobs) {
    return stage.knobs("producer", knobs);
  }

  Future<Void> scale(int consumers) {
    return set(instances(consumers));
  }

  /** So many consumers, dealt to the three services in turn. */
  static Map<String, Integer> instances(int consumers) {
    var knobs = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < CONSUMERS.size(); i++) {
      knobs.put(CONSUMERS.get(i) + ".instances", Autoscaler.share(consumers, i, CONSUMERS.size()));
    }
    return knobs;
  }

  /** Puts so many orders into Kafka; done with the ids of those that the broker has. */
  Future<List<String>> preload(int orders) {
    return stage
        .send("producer", Request.post("/produce/batch?count=" + orders, Map.of()))
        .map(Reply::json)
        .map(batch -> batch.getJsonArray("order_ids").stream().map(Object::toString).toList());
  }

  Future<Void> pause(long millis) {
    return vertx.timer(millis).mapEmpty();
  }

  /** Waits until as many consumers run as are asked for, and all partitions have an owner. */
  Future<Void> balanced() {
    return stage
        .get("producer", "/admin/knobs")
        .map(reply -> reply.json().getJsonObject("values"))
        .compose(
            knobs -> {
              int wanted =
                  CONSUMERS.stream().mapToInt(c -> knobs.getInteger(c + ".instances")).sum();
              int partitions = knobs.getString("topic").equals("orders") ? 6 : 1;
              return wanted == 0
                  ? Future.succeededFuture()
                  : until(this::stats, all -> isBalanced(all, wanted, partitions)).mapEmpty();
            });
  }

  /** Waits until everything is committed and nobody holds anything, and then still so. */
  Future<Void> drained() {
    return restAfter(System.currentTimeMillis())
        .compose(rest -> restAfter(System.currentTimeMillis()));
  }

  /** The same for consumers that may never commit: 6 s, and then takes what there is. */
  Future<Void> drainedAtBest() {
    long now = System.currentTimeMillis();
    return atMost(6000, this::lagAndStats, both -> atRest(both, now)).mapEmpty();
  }

  private Future<Void> restAfter(long epochMs) {
    return until(this::lagAndStats, both -> atRest(both, epochMs)).mapEmpty();
  }

  private Future<CompositeFuture> lagAndStats() {
    return Future.all(lag(), stats()).map(both -> both);
  }

  /** The latest report; just after a backlog was skipped there is none for a moment. */
  Future<JsonObject> lag() {
    return until(() -> stage.get("lag-monitor", "/lag"), reply -> reply.status() == 200)
        .map(Reply::json);
  }

  /** Whether a report has read nothing from before that other one. */
  static boolean isOfLater(JsonObject report, JsonObject other) {
    return reportsAfter(other, report) >= OF_LATER;
  }

  /** Whether its rates, too, are those of a time that began after that other report. */
  static boolean hasRatesOfLater(JsonObject report, JsonObject other) {
    return reportsAfter(other, report) >= OF_LATER + LagEstimator.WINDOW
        && report.getDouble("drain_sec") != null;
  }

  private static long reportsAfter(JsonObject other, JsonObject report) {
    return report.getLong("seq") - other.getLong("seq");
  }

  /** What the sink does in a second, over a time of so many ms. */
  Future<Double> processedPerSecond(long millis) {
    return processed()
        .compose(
            before -> {
              long from = System.nanoTime();
              return pause(millis)
                  .compose(waited -> processed())
                  .map(after -> (after - before) * 1e9 / (System.nanoTime() - from));
            });
  }

  /** What the sink has processed since it was started. */
  Future<Double> processed() {
    return stage.scrape("sink").map(scrape -> scrape.sum("kbp_sink_processed_total"));
  }

  Future<JsonObject> ledger() {
    return stage.get("sink", "/ledger").map(Reply::json);
  }

  /** Attempts that the sink has noted, by order. */
  Future<Map<String, Integer>> attempts() {
    return stage
        .get("sink", "/ledger/orders")
        .map(
            reply -> {
              var attempts = new LinkedHashMap<String, Integer>();
              reply.json().forEach(e -> attempts.put(e.getKey(), (Integer) e.getValue()));
              return attempts;
            });
  }

  Future<JsonObject> sideTopics() {
    return stage.get("lag-monitor", "/side-topics").map(Reply::json);
  }

  /** What all consumer services say, added up. */
  Future<JsonObject> stats() {
    return Future.all(CONSUMERS.stream().map(c -> stage.get(c, "/stats")).toList())
        .map(all -> total(all.<Reply>list().stream().map(Reply::json).toList()));
  }

  Future<Reply> delete(String service, String path) {
    return stage.send(service, Request.delete(path));
  }

  /** Asks again and again until the answer is right; fails when that takes too long. */
  <T> Future<T> until(Supplier<Future<T>> ask, Predicate<T> right) {
    return atMost(PATIENCE_MS, ask, right)
        .compose(
            answer ->
                right.test(answer)
                    ? Future.succeededFuture(answer)
                    : Future.failedFuture("not within " + PATIENCE_MS + " ms, but " + answer));
  }

  /** The same for a claim to judge: waits no longer than that, and then takes what there is. */
  <T> Future<T> atMost(long millis, Supplier<Future<T>> ask, Predicate<T> right) {
    return stage.ask(POLL, Duration.ofMillis(millis), ask, right);
  }

  private static boolean isBalanced(JsonObject stats, int wanted, int partitions) {
    return stats.getInteger("instances") == wanted
        && stats.getJsonArray("partitions").size() == partitions
        && stats.getInteger("idle") == Math.max(0, wanted - partitions);
  }

  /** Judged by a report that was made later than that, not by one from before. */
  private static boolean atRest(CompositeFuture answers, long epochMs) {
    JsonObject lag = answers.resultAt(0);
    JsonObject stats = answers.resultAt(1);
    return lag.getLong("at_ms", 0L) > epochMs
        && lag.getLong("total") == 0
        && stats.getInteger("in_flight") == 0
        && stats.getInteger("buffered") == 0;
  }

  private static JsonObject total(List<JsonObject> stats) {
    var total = new JsonObject();
    var partitions = new JsonArray();
    for (var field : List.of("instances", "idle", "in_flight", "buffered", "evictions")) {
      total.put(field, stats.stream().mapToInt(one -> one.getInteger(field)).sum());
    }
    for (var field : List.of("peak_in_flight", "peak_held")) {
      total.put(field, stats.stream().mapToInt(one -> one.getInteger(field)).max().orElse(0));
    }
    stats.forEach(one -> partitions.addAll(one.getJsonArray("partitions")));
    return total.put("partitions", partitions);
  }
}
