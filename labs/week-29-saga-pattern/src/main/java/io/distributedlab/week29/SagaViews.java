package io.distributedlab.week29;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Sagas as people read them: from memory or from the log. */
final class SagaViews {
  private final NaiveSagas naive;
  private final SagaLog log;

  SagaViews(NaiveSagas naive, SagaLog log) {
    this.naive = naive;
    this.log = log;
  }

  /** One saga with its steps; a 404 problem when there is none. */
  Future<JsonObject> one(UUID id) {
    var remembered = naive.view(id);
    return remembered != null
        ? Future.succeededFuture(remembered)
        : log.find(id)
            .compose(
                row ->
                    row == null
                        ? Future.failedFuture(Problem.notFound("there is no saga " + id))
                        : log.steps(id).map(steps -> view(row, steps)));
  }

  private JsonObject view(JsonObject row, JsonArray rows) {
    var steps = rows.stream().map(JsonObject.class::cast).toList();
    return brief(row)
        .put("completed_steps", names(steps.stream().filter(SagaViews::wasDone)))
        .put("compensations", new JsonArray(compensations(row, steps)))
        .put("retries", steps.stream().mapToInt(step -> step.getInteger("attempts") - 1).sum())
        .put("steps", rows);
  }

  /** A row of the log without its steps. */
  static JsonObject brief(JsonObject row) {
    return new JsonObject()
        .put("saga_id", row.getString("id"))
        .put("order_id", row.getString("order_id"))
        .put("variant", Knob.wireName(Variant.valueOf(row.getString("variant"))))
        .put("state", row.getString("state"))
        .put("failed_step", row.getString("failed_step"))
        .put("recoveries", row.getInteger("recoveries"))
        .put("version", row.getLong("version"))
        .put("created_at", row.getString("created_at"))
        .put("ended_at", row.getString("ended_at"))
        .put("trace_id", SagaTrace.id(row.getString("traceparent")));
  }

  /** An answer that says what was done stays in the row when that is undone. */
  private static boolean wasDone(JsonObject step) {
    return step.containsKey("result");
  }

  private List<String> compensations(JsonObject row, List<JsonObject> steps) {
    var definition = log.definition(Variant.valueOf(row.getString("variant")));
    var undone =
        steps.stream()
            .filter(step -> step.containsKey("undone_at"))
            .sorted(Comparator.comparing(step -> -step.getInteger("n")))
            .map(step -> definition.step(step.getInteger("n")).compensation());
    return undone.toList();
  }

  private static JsonArray names(Stream<JsonObject> steps) {
    return new JsonArray(steps.map(step -> step.getString("name")).toList());
  }
}
