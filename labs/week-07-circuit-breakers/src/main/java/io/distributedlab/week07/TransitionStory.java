package io.distributedlab.week07;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Scrape;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One circuit through all its states, with callers at its weakest moments: twenty calls hang; the
 * circuit opens on ten others; the backends recover; fifty callers come at once as it half-opens,
 * and close it; then the twenty calls of long ago time out.
 */
final class TransitionStory {
  static final int HANGING = 20;
  static final int CROWD = 50;
  private static final int FAILING = 10;
  private static final Map<String, ?> RECOVERED = Map.of("mode", "slow", "slow_latency_ms", 150);

  private long admitted;
  private long moves;

  Future<?> play(PhaseRun run) {
    var stage = run.stage();
    return arrivals(stage).compose(before -> play(stage, before));
  }

  private Future<?> play(Stage stage, double arrivalsBefore) {
    var hanging = call(stage, HANGING);
    return stage
        .until(Scene.PATIENCE, () -> arrivals(stage).map(now -> now >= arrivalsBefore + HANGING))
        .compose(hang -> Scene.failures(FailureMode.FAILING).work().apply(stage))
        .compose(broken -> callOneByOne(stage, FAILING))
        .compose(open -> Scene.failures(RECOVERED).work().apply(stage))
        .compose(recovered -> stage.until(Scene.PATIENCE, () -> probesAllowed(stage)))
        .compose(ready -> call(stage, CROWD))
        .onSuccess(crowd -> admitted = crowd.stream().filter(TransitionStory::passed).count())
        .compose(crowd -> generation(stage))
        .compose(before -> hanging.compose(late -> generation(stage)).map(now -> now - before))
        .onSuccess(moved -> moves = moved);
  }

  /** How many of the crowd got through. */
  Measure admitted(String name) {
    return Measure.count(name, admitted).from(CROWD);
  }

  /** How often the state changed between the last of the crowd and the last late result. */
  Measure moves(String name) {
    return Measure.count(name, moves).from(HANGING);
  }

  private static boolean passed(Reply reply) {
    return !Scene.is(Refusal.TYPE, reply);
  }

  /** How often the state of this client's circuits changed in the phase. */
  static Measure transitions(String name, PhaseRun run) {
    return Measure.count(name, run.increase("client", "lab07_transitions_total"));
  }

  private static Future<List<Reply>> call(Stage stage, int count) {
    var calls = IntStream.range(0, count).mapToObj(i -> stage.get("client", "/api/data")).toList();
    return Future.all(calls).map(all -> all.list());
  }

  static Future<?> callOneByOne(Stage stage, int count) {
    return count == 0
        ? Future.succeededFuture()
        : stage.get("client", "/api/data").compose(ended -> callOneByOne(stage, count - 1));
  }

  static Future<Boolean> probesAllowed(Stage stage) {
    return Scene.status(stage, "client").map(status -> status.getLong("retry_after_ms") == 0);
  }

  private static Future<Long> generation(Stage stage) {
    return Scene.status(stage, "client")
        .map(status -> status.getJsonArray("breakers").getJsonObject(0).getLong("generation"));
  }

  private static Future<Double> arrivals(Stage stage) {
    return Future.all(stage.scrape("backend-1"), stage.scrape("backend-2"))
        .map(
            both ->
                both.<Scrape>list().stream()
                    .mapToDouble(scrape -> scrape.sum("lab07_backend_arrivals_total"))
                    .sum());
  }
}
