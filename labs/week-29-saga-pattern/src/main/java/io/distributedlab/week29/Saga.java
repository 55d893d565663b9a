package io.distributedlab.week29;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga as its worker holds it.
 *
 * @param definition its steps
 * @param context the order, and what the steps so far have answered
 * @param traceparent of the trace that it belongs to, in every process
 * @param owner the worker
 * @param version of the row in the log: who writes with an older one is fenced off
 * @param recovered whether another worker had it and let its lease run out
 */
record Saga(
    UUID id,
    String orderId,
    Variant variant,
    SagaDefinition definition,
    JsonObject context,
    Progress progress,
    @Nullable String traceparent,
    String owner,
    long version,
    boolean recovered) {

  /** The step that comes next. */
  Step step() {
    return definition.step(progress.cursor());
  }

  /** As it is after this worker has written to it. */
  Saga rewritten() {
    return new Saga(
        id,
        orderId,
        variant,
        definition,
        context,
        progress,
        traceparent,
        owner,
        version + 1,
        recovered);
  }

  /** As it is after its next step. */
  Saga moved(JsonObject more, Progress next) {
    return new Saga(
        id, orderId, variant, definition, more, next, traceparent, owner, version + 1, false);
  }
}
