package io.distributedlab.week29;

import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.UUID;

/**
 * What became of a command at a participant.
 *
 * @param result of the work, or the problem of a refusal
 */
record Executed(UUID command, Outcome outcome, JsonObject result) {
  enum Outcome {
    /** The work was done now. */
    DONE,
    /** It had been done: this is what was answered then. */
    REPLAYED,
    /** Definitely not done, now and for ever. */
    REFUSED,
    /** A command that was cancelled before it came. */
    TOMBSTONED,
    /** What was done is undone. */
    UNDONE,
    /** There was nothing to undo. */
    NOTHING;

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The answer to the caller; a refusal is a failure. */
  Future<JsonObject> answer() {
    return outcome == Outcome.REFUSED || outcome == Outcome.TOMBSTONED
        ? Future.failedFuture(Problem.fromJson(result))
        : Future.succeededFuture(
            result
                .copy()
                .put("cmd_id", command.toString())
                .put("outcome", outcome.tag())
                .put("replayed", outcome == Outcome.REPLAYED));
  }
}
