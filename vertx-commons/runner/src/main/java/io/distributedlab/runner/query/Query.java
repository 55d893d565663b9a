package io.distributedlab.runner.query;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A query that can be evaluated. Of PromQL it knows selectors with label matchers; {@code rate},
 * {@code increase} and {@code avg_over_time} of one; {@code sum}, {@code min}, {@code max}, {@code
 * avg} and {@code count}, with {@code by} or without; {@code histogram_quantile}; {@code vector};
 * numbers; arithmetic, comparisons with and without {@code bool}, and {@code or}.
 */
public interface Query {
  /**
   * Reads a query.
   *
   * @throws QueryException when it is not PromQL or uses more of it than the above
   */
  static Query parse(String text) {
    return new Parser(text).query();
  }

  /** The result as of the last round; without elements when there are no such series. */
  List<Sample> evaluate(History history);

  /** Tells the metrics that it reads and how far back. */
  void needs(BiConsumer<String, Duration> metrics);

  /** Whether the result is a number and not series: then it goes with every element. */
  default boolean isNumber() {
    return false;
  }
}
