package io.distributedlab.runner.query;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One condition on a label, as in {@code {service="client",outcome!="ok"}}. */
record Matcher(String label, Predicate<String> accepts) {
  /** An absent label counts as an empty one; a pattern has to match the whole value. */
  static Matcher of(String label, String operator, String value) {
    return new Matcher(
        label,
        switch (operator) {
          case "=" -> value::equals;
          case "!=" -> Predicate.not(value::equals);
          case "=~" -> Pattern.compile(value).asMatchPredicate();
          case "!~" -> Predicate.not(Pattern.compile(value).asMatchPredicate());
          default -> throw new QueryException("no such comparison of labels: " + operator);
        });
  }

  boolean matches(Map<String, String> labels) {
    return accepts.test(labels.getOrDefault(label, ""));
  }
}
