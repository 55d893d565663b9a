package io.distributedlab.week45;

import io.distributedlab.experiment.Ledger;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.load.Request;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is lost in a crash, who is evicted, and where poison goes: counts, not times. */
final class SafetyPhases {
  private static final int ORDERS = 2000;
  private static final int POISON = 6;
  private static final int BATCH_OF_ONE_POLL = 60;

  /** Orders that a bounded consumer has in flight, at most. */
  private static final int WINDOW = 50;

  private final Found found = new Found();

  /**
   * A consumer crashes in the middle of 2000 orders, of which the sink does 40 a second. Seven
   * calls of ten fail, so some orders wait to be tried again while later ones are done: whoever
   * commits past the open ones loses about ten of them, and never none in 1000 simulated crashes
   * (with two of ten it was none in 950). After the crash the sink is fast and well.
   */
  Phase crash(ConsumerMode mode) {
    var name = Knob.wireName(mode);
    var knobs =
        Map.of(
            "processing_ms", 500,
            "max_attempts", 0,
            "lag_poll_ms", 50);
    return Found.cleared(
        phase("crash " + name, mode, knobs)
            .fault("sink", "error_rate", 0.7)
            .work(run -> crash(run, mode))
            .measure(run -> found.count(name + ", peak in flight"))
            .measure(run -> found.count(name + ", peak held"))
            .measure(run -> found.count(name + ", lost"))
            .measure(run -> found.count(name + ", duplicates"))
            .measure(run -> found.count(name + ", not committed in the end")));
  }

  /** Processing a poll takes longer than a member may be silent. */
  Phase slowBatches() {
    var phase = phase("slow batches blocking-poll", ConsumerMode.BLOCKING_POLL, impatient());
    return Found.cleared(
        phase
            .work(
                run -> {
                  var bench = Bench.of(run.stage());
                  return started(bench, 300)
                      .compose(joined -> evictedAndRepeating(bench))
                      .compose(waited -> membership(bench, "blocking-poll", 300));
                })
            .measure(run -> found.count("blocking-poll, evictions"))
            .measure(run -> found.count("blocking-poll, committed").predicted(0))
            .measure(run -> found.count("blocking-poll, duplicates")));
  }

  /** The same, then a pause that is longer than a member may be silent. */
  Phase pausedBounded() {
    var phase = phase("slow batches bounded", ConsumerMode.BOUNDED, impatient());
    return Found.cleared(
        phase
            .work(
                run -> {
                  var bench = Bench.of(run.stage());
                  return started(bench, 3000)
                      .compose(joined -> bench.pause(300))
                      .compose(waited -> bench.set(Map.of("consumer-1.paused", true)))
                      .compose(paused -> bench.pause(1500))
                      .compose(waited -> bench.set(Map.of("consumer-1.paused", false)))
                      .compose(goesOn -> bench.pause(200))
                      .compose(waited -> membership(bench, "bounded", 3000));
                })
            .measure(run -> found.count("bounded, evictions").predicted(0))
            .measure(run -> found.count("bounded, committed")));
  }

  /** Six orders among six hundred can never be processed. */
  Phase poison() {
    var knobs =
        Map.of(
            "processing_ms", 2,
            "max_attempts", 3,
            "commit_interval_ms", 100,
            "lag_poll_ms", 50);
    return Found.cleared(
        phase("poison", ConsumerMode.BOUNDED, knobs)
            .work(run -> poison(Bench.of(run.stage())))
            .measure(run -> found.count("dead letters").predicted(POISON))
            .measure(run -> found.count("processed beside poison").predicted(600)));
  }

  private Future<Void> crash(PhaseRun run, ConsumerMode mode) {
    var bench = Bench.of(run.stage());
    var name = Knob.wireName(mode);
    var ledger = new Ledger();
    return backlog(run, bench)
        .onSuccess(ids -> ids.forEach(ledger::sent))
        .onSuccess(ids -> ids.forEach(ledger::acknowledged))
        .compose(loaded -> bench.scale(1))
        .compose(one -> bench.balanced())
        .compose(joined -> underWay(bench, mode))
        .compose(begun -> bench.stats())
        .onSuccess(
            stats -> {
              found.put(name + ", peak in flight", stats.getInteger("peak_in_flight"));
              found.put(name + ", peak held", stats.getInteger("peak_held"));
            })
        .compose(seen -> bench.stage().post("consumer-1", "/crash?restart_ms=100", Map.of()))
        .compose(crashed -> bench.set(Map.of("processing_ms", 2)))
        .compose(fast -> bench.stage().faults("sink", Map.of("error_rate", 0)))
        .compose(well -> bench.balanced())
        .compose(back -> mode == ConsumerMode.YOURS ? bench.drainedAtBest() : bench.drained())
        .compose(drained -> Future.all(bench.attempts(), bench.ledger(), bench.lag()))
        .onSuccess(
            held -> {
              Map<String, Integer> attempts = held.resultAt(0);
              JsonObject totals = held.resultAt(1);
              JsonObject lag = held.resultAt(2);
              found.put(name + ", not committed in the end", lag.getLong("total"));
              found.put(name + ", lost", ledger.audit(attempts).lost().size());
              found.put(name + ", duplicates", totals.getInteger("duplicates"));
            })
        .mapEmpty();
  }

  /** All at once, but for the last: that one has a trace of its own, for all to see. */
  private static Future<List<String>> backlog(PhaseRun run, Bench bench) {
    return bench
        .preload(ORDERS - 1)
        .compose(
            ids ->
                run.exhibit("producer", Request.post("/produce", Map.of()))
                    .map(reply -> reply.json().getString("order_id"))
                    .map(last -> Stream.concat(ids.stream(), Stream.of(last)).toList()));
  }

  /**
   * Waits until a crash can cost something: more than a window is processed, so three commits are
   * made, whatever is in them; and where nobody waits for the work, everything is committed.
   */
  private static Future<?> underWay(Bench bench, ConsumerMode mode) {
    long now = System.currentTimeMillis();
    return mode == ConsumerMode.FIRE_AND_FORGET
        ? bench.atMost(
            5000, bench::lag, lag -> lag.getLong("at_ms") > now && lag.getLong("total") == 0)
        : bench.atMost(5000, bench::ledger, ledger -> ledger.getInteger("processed") > WINDOW);
  }

  /** Two intervals would do; a slow machine may take longer. */
  private Future<?> evictedAndRepeating(Bench bench) {
    return bench.atMost(
        5000,
        () -> Future.all(bench.stats(), bench.ledger()),
        both -> {
          JsonObject stats = both.resultAt(0);
          JsonObject ledger = both.resultAt(1);
          return stats.getInteger("evictions") > found.get("evictions before")
              && ledger.getInteger("duplicates") > 0;
        });
  }

  private Future<Void> started(Bench bench, int orders) {
    return bench
        .stats()
        .onSuccess(stats -> found.put("evictions before", stats.getInteger("evictions")))
        .compose(known -> bench.preload(orders))
        .compose(loaded -> bench.scale(1))
        .compose(one -> bench.balanced());
  }

  private Future<Void> membership(Bench bench, String name, int orders) {
    return Future.all(bench.stats(), bench.lag(), bench.ledger())
        .onSuccess(
            all -> {
              JsonObject stats = all.resultAt(0);
              JsonObject lag = all.resultAt(1);
              JsonObject ledger = all.resultAt(2);
              found.put(
                  name + ", evictions",
                  stats.getInteger("evictions") - found.get("evictions before"));
              found.put(name + ", committed", (double) orders - lag.getLong("total"));
              found.put(name + ", duplicates", ledger.getInteger("duplicates"));
            })
        .mapEmpty();
  }

  private Future<Void> poison(Bench bench) {
    return started(bench, 300)
        .compose(loaded -> poisonous(bench, POISON))
        .compose(poisoned -> bench.preload(300))
        .compose(loaded -> bench.drained())
        .compose(drained -> Future.all(bench.sideTopics(), bench.ledger()))
        .onSuccess(
            all -> {
              JsonObject side = all.resultAt(0);
              JsonObject ledger = all.resultAt(1);
              found.put("dead letters", side.getInteger(Topic.DEAD_LETTERS));
              found.put("processed beside poison", ledger.getInteger("processed"));
            })
        .mapEmpty();
  }

  private static Future<Void> poisonous(Bench bench, int left) {
    return left == 0
        ? Future.succeededFuture()
        : bench
            .stage()
            .send("producer", Request.post("/produce", Map.of("product", Order.POISON)))
            .compose(sent -> poisonous(bench, left - 1));
  }

  private static Map<String, Object> impatient() {
    return Map.of(
        "processing_ms", 20,
        "max_poll_records", BATCH_OF_ONE_POLL,
        "max_poll_interval_ms", 1000,
        "lag_poll_ms", 50);
  }

  static Phase phase(String name, ConsumerMode mode, Map<String, ?> knobs) {
    var all = new HashMap<String, Object>(knobs);
    all.putAll(Bench.instances(0));
    all.put("consumer_mode", Knob.wireName(mode));
    return Phase.of(name).variant(Knob.wireName(mode)).setting(Bench.fresh(all));
  }
}
