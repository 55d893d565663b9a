package io.distributedlab.week12;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** All instances have served a value; then every query fails, and the value expires. */
final class FailingQueries {
  static final String ERRORS = "errors within stale_ms";
  static final String TOO_OLD = "answers after stale_ms";

  private static final Variant STRATEGY = Variant.YOURS;
  private static final int REQUESTS = 60;
  private static final int TTL_MS = 100;
  private static final int LATE_MS = 100;
  private static final int LONG_MS = 60_000;

  /** Shorter than the value has expired by then. */
  private static final int SHORT_MS = 20;

  private FailingQueries() {}

  /** What is answered while the value may be served yet, and when it has become too old for it. */
  static Phase phase() {
    var knobs = Map.<String, Object>of("extra_ms", 0, "ttl_ms", TTL_MS, "stale_ms", LONG_MS);
    var fault = Map.of(Loader.QUERY_ERROR_RATE.name(), 1);
    return ExercisePhases.phase("failing queries", STRATEGY, knobs)
        .setting(new Act("all instances serve it", FailingQueries::answers))
        .setting(new Act("every query fails", stage -> new Client(stage, STRATEGY).faults(fault)))
        .measures(FailingQueries::within)
        .measures(FailingQueries::after);
  }

  private static Future<List<Measure>> within(PhaseRun run) {
    return Vertx.currentContext()
        .owner()
        .timer(TTL_MS + LATE_MS)
        .compose(expired -> answers(run.stage()))
        .map(answers -> List.of(Measure.count(ERRORS, REQUESTS - answers).from(REQUESTS)));
  }

  private static Future<List<Measure>> after(PhaseRun run) {
    return run.stage()
        .knobs("api-1", Map.of("stale_ms", SHORT_MS))
        .compose(tooOld -> answers(run.stage()))
        .map(answers -> List.of(Measure.count(TOO_OLD, answers).from(REQUESTS)));
  }

  /** How many of so many requests, spread over the instances, get an answer. */
  private static Future<Long> answers(Stage stage) {
    var client = new Client(stage, STRATEGY);
    return Future.all(
            IntStream.range(0, REQUESTS)
                .mapToObj(i -> client.get(Owners.NAMES.get(i % Owners.NAMES.size()), "hot"))
                .toList())
        .map(all -> all.<Reply>list().stream().filter(reply -> reply.status() == 200).count());
  }
}
