package io.distributedlab.experiment;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One measured number, and what theory says it should be.
 *
 * @param name unique in the experiment: claims refer to it
 * @param unit as printed after the number, may be empty
 * @param value not a number when there was nothing to measure
 * @param prediction null when there is none
 * @param samples how many observations are behind it, 0 when that has no meaning
 */
public record Measure(
    String name, String unit, double value, @Nullable Double prediction, long samples) {

  public static Measure of(String name, String unit, double value) {
    return new Measure(name, unit, value, null, 0);
  }

  public static Measure ms(String name, double value) {
    return of(name, "ms", value);
  }

  public static Measure count(String name, double value) {
    return of(name, "", value);
  }

  public static Measure count(String name, long value) {
    return count(name, (double) value);
  }

  /** A share in 0..1. */
  public static Measure share(String name, double value) {
    return of(name, "", value);
  }

  public static Measure perSecond(String name, double value) {
    return of(name, "/s", value);
  }

  public Measure predicted(double expected) {
    return new Measure(name, unit, value, expected, samples);
  }

  /** States how many observations are behind the value. */
  public Measure from(long observations) {
    return new Measure(name, unit, value, prediction, observations);
  }

  public Optional<Double> predicted() {
    return Optional.ofNullable(prediction);
  }

  @Override
  public String toString() {
    return Numbers.text(value, unit);
  }
}
