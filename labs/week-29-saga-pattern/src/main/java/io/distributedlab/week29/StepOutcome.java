package io.distributedlab.week29;

import io.distributedlab.service.http.Problem;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * What is known of a command after it was sent.
 *
 * @param result of a command that is done, or the problem
 */
record StepOutcome(Kind kind, JsonObject result) {
  enum Kind {
    DONE,
    /** It was not done and will not be: the participant says so. */
    REFUSED,
    /** No answer, or one that says nothing: it may be done, or be done later. */
    UNKNOWN;

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static StepOutcome done(JsonObject result) {
    return new StepOutcome(Kind.DONE, result);
  }

  /** A 4xx is a decision; a timeout, a broken connection and a 5xx are not. */
  static StepOutcome of(Throwable failure) {
    var problem = Problem.from(failure);
    return new StepOutcome(problem.isFault() ? Kind.UNKNOWN : Kind.REFUSED, problem.toJson());
  }
}
