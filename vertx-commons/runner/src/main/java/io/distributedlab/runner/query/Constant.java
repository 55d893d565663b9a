package io.distributedlab.runner.query;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A number, or {@code vector(number)}, which is a series without labels.
 *
 * @param isNumber whether it is the former
 */
record Constant(double value, boolean isNumber) implements Query {
  @Override
  public List<Sample> evaluate(History history) {
    return List.of(new Sample(Map.of(), value));
  }

  @Override
  public void needs(BiConsumer<String, Duration> metrics) {}
}
