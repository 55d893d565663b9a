package io.distributedlab.week29;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The first command of every saga is held at the door of the stock until the saga has turned and
 * cancelled it. Then it arrives.
 */
final class LatePhase {
  private static final int ORDERS = 10;
  private static final Duration LOAD = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String DOOR = "point." + Mischief.ARRIVED;

  private final Settings settings;

  LatePhase(Settings settings) {
    this.settings = settings;
  }

  Phase of(boolean tombstone) {
    var name = tombstone ? "tombstone" : "no tombstone";
    return Phase.of(name)
        .variant("durable-lock")
        .setting(Acts.fresh())
        .knob("order", "variant", "durable-lock")
        .knob("order", "tombstone", tombstone)
        .knob("order", "forward_attempts", 1)
        .knob("order", "step_timeout_ms", settings.quick() ? 100 : 500)
        .fault("inventory", DOOR, "pause")
        .load(Load.of("order", Week29Phases::ample).arriving(Arrivals.burst(ORDERS)).lasting(LOAD))
        .work(
            run ->
                new Watch(run.stage(), LOAD).untilQuiet().compose(cancelled -> letIn(run.stage())))
        .measures(run -> leaked(run, name, tombstone ? 0 : ORDERS));
  }

  /** Opens the door, and waits until all that stood before it is done or refused. */
  private static Future<Void> letIn(Stage stage) {
    var waiting = stage.waitingAt("inventory", Mischief.ARRIVED);
    var before = executed(stage);
    return Future.join(waiting, before)
        .compose(known -> stage.faults("inventory", Map.of(DOOR, "off")))
        .compose(
            open ->
                stage.until(
                    PATIENCE,
                    () -> executed(stage).map(now -> now - before.result() >= waiting.result())));
  }

  private static Future<Double> executed(Stage stage) {
    return stage
        .scrape("inventory")
        .map(
            scrape ->
                Stream.of("done", "tombstoned")
                    .mapToDouble(
                        outcome ->
                            scrape.sum(
                                "participant_ops_total", "op", "reserve", "outcome", outcome))
                    .sum());
  }

  private static Future<List<Measure>> leaked(PhaseRun run, String name, int predicted) {
    return run.stage()
        .get("inventory", "/products")
        .map(
            reply ->
                reply.array().stream()
                    .mapToLong(product -> ((JsonObject) product).getLong("reserved"))
                    .sum())
        .map(held -> List.of(Measure.count(name + ": leaked", held).predicted(predicted)));
  }
}
