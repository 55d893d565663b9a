package io.distributedlab.runner.query;

import java.time.Duration;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * One value of all series that agree in some labels.
 *
 * @param by these labels; none for one value of all
 */
record Aggregation(String operator, List<String> by, Query of) implements Query {
  static final Set<String> OPERATORS = Set.of("sum", "min", "max", "avg", "count");

  @Override
  public List<Sample> evaluate(History history) {
    var groups =
        of.evaluate(history).stream()
            .collect(
                Collectors.groupingBy(
                    sample -> sample.only(by), LinkedHashMap::new, Collectors.toList()));
    return groups.entrySet().stream()
        .map(group -> new Sample(group.getKey(), value(group.getValue())))
        .toList();
  }

  private double value(Collection<Sample> samples) {
    DoubleSummaryStatistics all = samples.stream().mapToDouble(Sample::value).summaryStatistics();
    return switch (operator) {
      case "sum" -> all.getSum();
      case "min" -> all.getMin();
      case "max" -> all.getMax();
      case "avg" -> all.getAverage();
      default -> all.getCount();
    };
  }

  @Override
  public void needs(BiConsumer<String, Duration> metrics) {
    of.needs(metrics);
  }
}
