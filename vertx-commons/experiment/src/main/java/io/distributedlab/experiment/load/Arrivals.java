package io.distributedlab.experiment.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * When requests are meant to be sent: offsets from the start in nanoseconds, ascending, all below
 * the length. Pure: the same seed gives the same offsets, so variants under comparison see the same
 * arrivals (common random numbers) and their difference is not luck.
 */
@FunctionalInterface
public interface Arrivals {
  /** The most requests that one schedule may hold. */
  int MOST = 2_000_000;

  long[] offsets(long lengthNanos, SplittableRandom random);

  /** A schedule that says what it is. */
  record Named(String text, Arrivals times) implements Arrivals {
    @Override
    public long[] offsets(long lengthNanos, SplittableRandom random) {
      return times.offsets(lengthNanos, random);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** One request every 1/rate seconds, the first at 0. */
  static Arrivals constant(double perSecond) {
    positive(perSecond);
    return new Named(
        "constant " + perSecond + "/s",
        (length, random) -> {
          int count = bounded(Math.ceil(length * perSecond / 1e9));
          return LongStream.range(0, count).map(i -> Math.round(i * 1e9 / perSecond)).toArray();
        });
  }

  /** Independent users: exponential gaps with mean 1/rate. */
  static Arrivals poisson(double perSecond) {
    positive(perSecond);
    return new Named(
        "poisson " + perSecond + "/s",
        (length, random) -> {
          var offsets = LongStream.builder();
          double at = 0;
          for (int i = 0; i < MOST; i++) {
            at -= Math.log(1 - random.nextDouble()) * 1e9 / perSecond;
            if (at >= length) {
              return offsets.build().toArray();
            }
            offsets.add((long) at);
          }
          throw new IllegalArgumentException("more than " + MOST + " requests");
        });
  }

  /** {@code size} requests at the same instant, every {@code period}, the first burst at 0. */
  static Arrivals bursts(int size, Duration period) {
    long gap = period.toNanos();
    positive((double) gap);
    return new Named(
        "bursts of " + size + " every " + period.toMillis() + " ms",
        (length, random) -> {
          int count = bounded(Math.ceil((double) length / gap) * size);
          return LongStream.range(0, count).map(i -> i / size * gap).toArray();
        });
  }

  /** All {@code size} requests at once, at the start. */
  static Arrivals burst(int size) {
    return new Named("burst of " + size, (length, random) -> new long[bounded(size)]);
  }

  /** Exactly these offsets, in any order. */
  static Arrivals scripted(Duration... offsets) {
    long[] sorted = Arrays.stream(offsets).mapToLong(Duration::toNanos).sorted().toArray();
    return new Named(
        "script of " + sorted.length,
        (length, random) -> Arrays.stream(sorted).filter(at -> at < length).toArray());
  }

  /** These arrivals for {@code first}, then the next ones for the rest. */
  default Arrivals then(Duration first, Arrivals next) {
    long change = first.toNanos();
    return new Named(
        this + " for " + first.toMillis() + " ms, then " + next,
        (length, random) -> {
          long[] before = offsets(Math.min(change, length), random);
          long[] after = change < length ? next.offsets(length - change, random) : new long[0];
          return LongStream.concat(
                  Arrays.stream(before), Arrays.stream(after).map(at -> at + change))
              .toArray();
        });
  }

  private static void positive(double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException("a rate or period must be positive: " + value);
    }
  }

  private static int bounded(double count) {
    if (count > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " requests");
    }
    return (int) count;
  }
}
