package io.distributedlab.experiment;

import io.distributedlab.experiment.load.Pace;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.experiment.load.Samples;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
 * @param lateSends how far a load that was not quite the one asked for puts it in doubt
 */
public record Measure(
    String name,
    String unit,
    double value,
    @Nullable Double prediction,
    long samples,
    @Nullable Double percentile,
    LateSends lateSends) {

  /**
   * What requests that were sent late can have done to a measure.
   *
   * @param late how many of the requests behind it were
   * @param each how far one of them moves it, when {@code how} is MOVE
   */
  public record LateSends(How how, long late, double each) {
    static final LateSends UNKNOWN = new LateSends(How.UNKNOWN, 0, 0);
    static final LateSends NOTHING = new LateSends(How.NOTHING, 0, 0);

    /** They can only have added to it, and no more than the latest was late. */
    static final LateSends ADD = new LateSends(How.ADD, 0, 0);

    enum How {
      MOVE,
      ADD,
      NOTHING,
      UNKNOWN
    }
  }

  /** The least and the most that a measure could have read. */
  record Range(double low, double high) {}

  public static Measure of(String name, String unit, double value) {
    return new Measure(name, unit, value, null, 0, null, LateSends.UNKNOWN);
  }

  public static Measure ms(String name, double value) {
    return of(name, "ms", value);
  }

  /** The latency in ms that {@code p} percent of these requests did not exceed. */
  public static Measure percentile(String name, double p, Samples of) {
    return new Measure(name, "ms", of.percentile(p), null, of.count(), p, LateSends.ADD);
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

  /** The share of requests that meet the condition; not a number when there are none. */
  public static Measure share(String name, Samples of, Predicate<Sample> which) {
    return counted(name, "", of, which, (double) of.count());
  }

  /**
   * How many requests meet the condition, divided by {@code per}: by their number for a share, by
   * seconds for a rate. Unlike a bare number it is known how far late sends can have moved it.
   */
  public static Measure counted(
      String name, String unit, Samples of, Predicate<Sample> which, double per) {
    var value = of(name, unit, of.all().stream().filter(which).count() / per).from(of.count());
    return value.sensitiveTo(new LateSends(LateSends.How.MOVE, of.late(), 1 / per));
  }

  public static Measure perSecond(String name, double value) {
    return of(name, "/s", value);
  }

  public Measure predicted(double expected) {
    return new Measure(name, unit, value, expected, samples, percentile, lateSends);
  }

  /** States how many observations are behind the value. */
  public Measure from(long observations) {
    return new Measure(name, unit, value, prediction, observations, percentile, lateSends);
  }

  /** Says that late sends do not touch it. */
  public Measure whateverTheLoad() {
    return sensitiveTo(LateSends.NOTHING);
  }

  /** Says that late sends can only have added to it: a time in ms until something is answered. */
  public Measure raisedByLateSends() {
    return sensitiveTo(LateSends.ADD);
  }

  Measure reading(double other) {
    return new Measure(name, unit, other, prediction, samples, percentile, lateSends);
  }

  private Measure sensitiveTo(LateSends how) {
    return new Measure(name, unit, value, prediction, samples, percentile, how);
  }

  /**
   * What it could have read under loads with these paces, had every late or dropped request gone
   * the one way or the other; empty when that is not known.
   *
   * <p>A request turns its own outcome, so each moves a count of requests by one at most. A late
   * send adds its own lateness to its latency, and where work is done in order of arrival nobody
   * leaves earlier because somebody came later, nor later by more than that (such systems are
   * monotone and non-expansive: Baccelli, Cohen, Olsder and Quadrat, "Synchronization and
   * Linearity"). So a percentile lies between its reading and the worst lateness below it; a
   * dropped request has no latency to bound it by. Both hold for a few strays only: see {@link
   * Pace#otherLoad}.
   */
  Optional<Range> range(List<Pace> paces) {
    if (!inDoubt()) {
      return Optional.of(new Range(value, value));
    }
    if (paces.stream().anyMatch(Pace::otherLoad)) {
      return Optional.empty();
    }
    long dropped = paces.stream().mapToLong(Pace::dropped).sum();
    double most = (lateSends.late + dropped) * lateSends.each;
    return switch (lateSends.how) {
      case MOVE -> Optional.of(new Range(Math.max(0, value - most), value + most));
      case ADD -> dropped == 0 ? Optional.of(new Range(less(paces), value)) : Optional.empty();
      case NOTHING, UNKNOWN -> Optional.empty();
    };
  }

  private double less(List<Pace> paces) {
    double worst = paces.stream().mapToDouble(Pace::worstLateMs).max().orElse(0);
    return Math.max(0, value - worst);
  }

  /** Whether a load that was not quite the one asked for can touch it. */
  boolean inDoubt() {
    return lateSends.how != LateSends.How.NOTHING;
  }

  public Optional<Double> predicted() {
    return Optional.ofNullable(prediction);
  }

  @Override
  public String toString() {
    return Numbers.text(value, unit);
  }
}
