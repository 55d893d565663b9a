package io.distributedlab.experiment;

import io.distributedlab.experiment.load.Samples;
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
 * @param percentile which latency percentile it is, null when it is none
 */
public record Measure(
    String name,
    String unit,
    double value,
    @Nullable Double prediction,
    long samples,
    @Nullable Double percentile) {

  public static Measure of(String name, String unit, double value) {
    return new Measure(name, unit, value, null, 0, null);
  }

  public static Measure ms(String name, double value) {
    return of(name, "ms", value);
  }

  /** The latency in ms that {@code p} percent of these requests did not exceed. */
  public static Measure percentile(String name, double p, Samples of) {
    return new Measure(name, "ms", of.percentile(p), null, of.count(), p);
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
    return new Measure(name, unit, value, expected, samples, percentile);
  }

  /** States how many observations are behind the value. */
  public Measure from(long observations) {
    return new Measure(name, unit, value, prediction, observations, percentile);
  }

  public Optional<Double> predicted() {
    return Optional.ofNullable(prediction);
  }

  @Override
  public String toString() {
    return Numbers.text(value, unit);
  }
}
