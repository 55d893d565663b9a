package io.distributedlab.runner.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads queries by recursive descent, one method for each level of precedence: {@code or} binds
 * weakest, then comparisons, then sums, then products.
 */
final class Parser {
  private static final Pattern WINDOW = Pattern.compile("\\[(\\d+)(s|m|h)]");

  private final Tokens tokens;

  Parser(String text) {
    tokens = new Tokens(text);
  }

  Query query() {
    var query = union();
    if (!tokens.peek().isEmpty()) {
      throw tokens.unexpected("the end expected");
    }
    return query;
  }

  private Query union() {
    var left = comparison();
    while (tokens.take("or")) {
      left = new Binary("or", false, left, comparison());
    }
    return left;
  }

  private Query comparison() {
    var left = sum();
    while (Binary.COMPARISONS.contains(tokens.peek())) {
      var operator = tokens.next();
      left = new Binary(operator, tokens.take("bool"), left, sum());
    }
    return left;
  }

  private Query sum() {
    var left = product();
    while (Set.of("+", "-").contains(tokens.peek())) {
      left = new Binary(tokens.next(), false, left, product());
    }
    return left;
  }

  private Query product() {
    var left = operand();
    while (Set.of("*", "/").contains(tokens.peek())) {
      left = new Binary(tokens.next(), false, left, operand());
    }
    return left;
  }

  private Query operand() {
    if (tokens.take("(")) {
      var inner = union();
      tokens.expect(")");
      return inner;
    }
    if (tokens.peek().matches("\\d.*")) {
      return new Constant(tokens.number(), true);
    }
    var name = tokens.name();
    if (Aggregation.OPERATORS.contains(name)) {
      return aggregation(name);
    }
    return tokens.take("(") ? call(name) : selector(Selector.Function.NOW, name);
  }

  private Query aggregation(String operator) {
    var by = tokens.take("by") ? labels() : List.<String>of();
    tokens.expect("(");
    var of = union();
    tokens.expect(")");
    return new Aggregation(operator, by, of);
  }

  private List<String> labels() {
    var labels = new ArrayList<String>();
    tokens.expect("(");
    do {
      labels.add(tokens.name());
    } while (tokens.take(","));
    tokens.expect(")");
    return labels;
  }

  private Query call(String function) {
    Query query;
    if (function.equals("vector")) {
      query = new Constant(tokens.number(), false);
    } else if (function.equals("histogram_quantile")) {
      double share = tokens.number();
      tokens.expect(",");
      query = new Quantile(share, union());
    } else if (Selector.Function.knows(function)) {
      query = selector(Selector.Function.of(function), tokens.name());
    } else {
      throw new QueryException("the function " + function + " is not known here");
    }
    tokens.expect(")");
    return query;
  }

  private Selector selector(Selector.Function function, String metric) {
    var matchers = tokens.take("{") ? matchers() : List.<Matcher>of();
    var window = function == Selector.Function.NOW ? Duration.ZERO : window();
    return new Selector(function, metric, matchers, window);
  }

  private List<Matcher> matchers() {
    var matchers = new ArrayList<Matcher>();
    while (!tokens.take("}")) {
      matchers.add(Matcher.of(tokens.name(), tokens.next(), tokens.quoted()));
      if (!tokens.peek().equals("}")) {
        tokens.expect(",");
      }
    }
    return matchers;
  }

  private Duration window() {
    var matcher = WINDOW.matcher(tokens.peek());
    if (!matcher.matches()) {
      throw tokens.unexpected("a window like [30s] expected");
    }
    tokens.next();
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "h" -> Duration.ofHours(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofSeconds(count);
    };
  }
}
