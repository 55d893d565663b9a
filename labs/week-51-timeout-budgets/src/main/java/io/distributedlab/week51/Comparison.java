package io.distributedlab.week51;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One budget, two ways to spend it. */
record Comparison(long budgetMs, Attempt fixed, Attempt budget) {
  /**
   * What became of one request.
   *
   * @param inTime whether the client, leaving at its deadline, would have seen a success
   * @param problem what went wrong, null after a success
   */
  record Attempt(
      String variant,
      int status,
      long elapsedMs,
      boolean inTime,
      @Nullable Hop chain,
      @Nullable Map<String, Object> problem) {
    static Attempt of(
        DeadlineVariant variant, AsyncResult<Hop> result, Duration elapsed, Duration budget) {
      var wire = Knob.wireName(variant);
      if (result.failed()) {
        var problem = Problem.from(result.cause());
        return new Attempt(
            wire, problem.status(), elapsed.toMillis(), false, null, problem.toJson().getMap());
      }
      var inTime = elapsed.compareTo(budget) <= 0;
      return new Attempt(wire, 200, elapsed.toMillis(), inTime, result.result(), null);
    }
  }
}
