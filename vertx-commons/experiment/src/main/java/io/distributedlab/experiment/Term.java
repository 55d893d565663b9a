package io.distributedlab.experiment;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/** One side of a claim: measured values, predictions and numbers, put together by arithmetic. */
public final class Term {
  private final String text;
  private final Set<String> measures;
  private final Function<Measures, Double> value;

  private Term(String text, Collection<String> measures, Function<Measures, Double> value) {
    this.text = text;
    this.measures = Set.copyOf(measures);
    this.value = value;
  }

  public static Term number(double number) {
    return new Term(Numbers.text(number), Set.of(), measures -> number);
  }

  /** The measured value of this name. */
  public static Term measured(String name) {
    return new Term(name, Set.of(name), measures -> measures.get(name).value());
  }

  /** What was predicted for this measure; not a number when nothing was. */
  public static Term predicted(String name) {
    return new Term(
        "predicted " + name,
        Set.of(name),
        measures -> measures.get(name).predicted().orElse(Double.NaN));
  }

  /** Measured {@code name} divided by measured {@code other}. */
  public static Term ratio(String name, String other) {
    return measured(name).per(measured(other));
  }

  /** The largest of these measured values; 0 of none. */
  static Term greatest(Collection<String> names) {
    return new Term(
        "greatest of " + names,
        names,
        in -> names.stream().mapToDouble(name -> in.get(name).value()).max().orElse(0));
  }

  public Term times(double factor) {
    return combine(" × ", number(factor), (a, b) -> a * b);
  }

  public Term plus(Term other) {
    return combine(" + ", other, Double::sum);
  }

  public Term plus(double number) {
    return plus(number(number));
  }

  public Term minus(Term other) {
    return combine(" − ", other, (a, b) -> a - b);
  }

  public Term per(Term other) {
    return combine(" / ", other, (a, b) -> a / b);
  }

  /** Prints as this instead of as its formula. */
  public Term named(String name) {
    return new Term(name, measures, value);
  }

  double value(Measures in) {
    return value.apply(in);
  }

  Set<String> measures() {
    return measures;
  }

  public String text() {
    return text;
  }

  private Term combine(String operator, Term other, DoubleBinaryOperator operation) {
    var both = new LinkedHashSet<>(measures);
    both.addAll(other.measures);
    return new Term(
        text + operator + other.text,
        both,
        in -> operation.applyAsDouble(value(in), other.value(in)));
  }
}
