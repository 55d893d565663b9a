package io.distributedlab.week12;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.LoadResult;
import io.distributedlab.experiment.load.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** All instances have served a value; then every query fails, and the value expires. */
final class FailingQueries {
  static final String ERRORS = "errors within stale_ms";
  static final String TOO_OLD = "answers after stale_ms";

  private static final int TTL_MS = 150;
  private static final int STALE_MS = 300;
  private static final int LATE_MS = 150;

  private FailingQueries() {}

  /** As long as old values may be served. */
  static Phase within() {
    var phase = phase("within stale_ms", 30_000);
    for (var api : Owners.NAMES) {
      phase.load(
          Load.get(api, Client.path("hot", Variant.YOURS))
              .named(api)
              .arriving(Arrivals.constant(20))
              .lasting(Duration.ofMillis(1200)));
    }
    return phase.measure(run -> Measure.count(ERRORS, errors(run.loads())));
  }

  /** When even what may be served is too old. */
  static Phase after() {
    return phase("after stale_ms", STALE_MS)
        .measures(
            run ->
                Vertx.currentContext()
                    .owner()
                    .timer(TTL_MS + STALE_MS + LATE_MS)
                    .compose(tooOld -> everybody(run.stage()))
                    .map(replies -> List.of(Measure.count(TOO_OLD, answered(replies)))));
  }

  private static Phase phase(String name, int staleMs) {
    var knobs = Map.<String, Object>of("extra_ms", 0, "ttl_ms", TTL_MS, "stale_ms", staleMs);
    return ExercisePhases.phase(name, Variant.YOURS, knobs)
        .setting(new Act("everybody has served it", FailingQueries::everybody))
        .setting(
            new Act(
                "every query fails",
                stage ->
                    new Client(stage, Variant.YOURS)
                        .faults(Map.of(Loader.QUERY_ERROR_RATE.name(), 1))));
  }

  private static Future<List<Reply>> everybody(Stage stage) {
    var client = new Client(stage, Variant.YOURS);
    return Future.all(Owners.NAMES.stream().map(api -> client.get(api, "hot")).toList())
        .map(all -> all.<Reply>list());
  }

  private static long errors(List<LoadResult> loads) {
    return loads.stream()
        .flatMap(load -> load.samples().all().stream())
        .filter(sample -> !sample.succeeded())
        .count();
  }

  private static long answered(List<Reply> replies) {
    return replies.stream().filter(reply -> reply.status() == 200).count();
  }
}
