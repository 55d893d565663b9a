package io.distributedlab.base;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Stage;
import io.distributedlab.experiment.load.Sample;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;

/** The lines {@code hop audited} of one phase, with and without the trace of a request. */
final class AuditLines {
  private long orphansBefore;

  /** Notes how many lines without a trace are there already. */
  Future<?> begin(Stage stage) {
    return traceIds(stage).onSuccess(ids -> orphansBefore = orphans(ids));
  }

  Future<List<Measure>> measures(PhaseRun run) {
    var requests =
        run.samples().all().stream().map(Sample::traceId).filter(Objects::nonNull).toList();
    return traceIds(run.stage())
        .map(
            ids ->
                List.of(
                    Measure.count(ExercisePhases.NO_ORPHAN, orphans(ids) - orphansBefore),
                    Measure.count(
                        ExercisePhases.WRITTEN,
                        ids.stream().filter(requests::contains).count()
                            / (double) requests.size())));
  }

  private static long orphans(List<String> ids) {
    return ids.stream().filter(String::isEmpty).count();
  }

  /** One for each line, empty where it has none. */
  private static Future<List<String>> traceIds(Stage stage) {
    return stage
        .console("/admin/logs")
        .map(
            logs ->
                logs.array().stream()
                    .map(JsonObject.class::cast)
                    .filter(line -> "hop audited".equals(line.getString("message")))
                    .map(line -> line.getString("trace_id", ""))
                    .toList());
  }
}
