package io.distributedlab.runner.query;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two results in one: element by element where all labels agree, or each element with a number.
 *
 * @param bool whether a comparison is 1 or 0 instead of leaving out what it does not hold for
 */
record Binary(String operator, boolean bool, Query left, Query right) implements Query {
  static final Set<String> COMPARISONS = Set.of("==", "!=", ">", "<", ">=", "<=");

  @Override
  public List<Sample> evaluate(History history) {
    var ones = left.evaluate(history);
    var others = right.evaluate(history);
    if (operator.equals("or")) {
      var there = ones.stream().map(Sample::labels).collect(Collectors.toSet());
      var more = others.stream().filter(sample -> !there.contains(sample.labels()));
      return Stream.concat(ones.stream(), more).toList();
    }
    if (left.isNumber() && !right.isNumber()) {
      double number = ones.getFirst().value();
      return others.stream().flatMap(s -> joined(s, number, s.value())).toList();
    }
    return ones.stream()
        .flatMap(
            one ->
                others.stream()
                    .filter(two -> right.isNumber() || two.labels().equals(one.labels()))
                    .flatMap(two -> joined(one, one.value(), two.value())))
        .toList();
  }

  private Stream<Sample> joined(Sample element, double a, double b) {
    if (!COMPARISONS.contains(operator)) {
      return Stream.of(element.with(computed(a, b)));
    }
    boolean holds = holds(a, b);
    if (bool) {
      return Stream.of(element.with(holds ? 1 : 0));
    }
    return holds ? Stream.of(element) : Stream.empty();
  }

  private double computed(double a, double b) {
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      default -> a / b;
    };
  }

  private boolean holds(double a, double b) {
    return switch (operator) {
      case "==" -> a == b;
      case "!=" -> a != b;
      case ">" -> a > b;
      case "<" -> a < b;
      case ">=" -> a >= b;
      default -> a <= b;
    };
  }

  @Override
  public boolean isNumber() {
    return left.isNumber() && right.isNumber();
  }

  @Override
  public void needs(BiConsumer<String, Duration> metrics) {
    left.needs(metrics);
    right.needs(metrics);
  }
}
