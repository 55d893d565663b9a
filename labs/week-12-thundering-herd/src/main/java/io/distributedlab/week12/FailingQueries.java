package io.distributedlab.week12;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
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
  private static final int STALE_MS = 200;
  private static final int LATE_MS = 100;

  private FailingQueries() {}

  /** The value has expired, and may be served for a long time yet. */
  static Phase within() {
    return phase("within stale_ms", 60_000)
        .measures(
            run ->
                after(TTL_MS + LATE_MS, run.stage())
                    .map(replies -> List.of(Measure.count(ERRORS, REQUESTS - answered(replies)))));
  }

  /** It has expired too long ago. */
  static Phase after() {
    return phase("after stale_ms", STALE_MS)
        .measures(
            run ->
                after(TTL_MS + STALE_MS + LATE_MS, run.stage())
                    .map(replies -> List.of(Measure.count(TOO_OLD, answered(replies)))));
  }

  private static Phase phase(String name, int staleMs) {
    var knobs = Map.<String, Object>of("extra_ms", 0, "ttl_ms", TTL_MS, "stale_ms", staleMs);
    var fault = Map.of(Loader.QUERY_ERROR_RATE.name(), 1);
    return ExercisePhases.phase(name, STRATEGY, knobs)
        .setting(new Act("all instances serve it", FailingQueries::ask))
        .setting(new Act("every query fails", stage -> new Client(stage, STRATEGY).faults(fault)));
  }

  private static Future<List<Reply>> after(long ms, Stage stage) {
    return Vertx.currentContext().owner().timer(ms).compose(later -> ask(stage));
  }

  private static Future<List<Reply>> ask(Stage stage) {
    var client = new Client(stage, STRATEGY);
    return Future.all(
            IntStream.range(0, REQUESTS)
                .mapToObj(i -> client.get(Owners.NAMES.get(i % Owners.NAMES.size()), "hot"))
                .toList())
        .map(all -> all.<Reply>list());
  }

  private static long answered(List<Reply> replies) {
    return replies.stream().filter(reply -> reply.status() == 200).count();
  }
}
