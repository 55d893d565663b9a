package io.distributedlab.week52;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A solution of exercise 5. */
class SolvedRotation implements Rotation {
  private static final int NOBODY = -1;
  private static final int NEEDED = 20;
  private static final int FACTOR = 2;

  private final Supplier<Duration> ejection;
  private final LongSupplier nanos;
  private final List<SlidingQuantile> recent;
  private int out = NOBODY;
  private long until;

  SolvedRotation(Supplier<Duration> ejection, LongSupplier nanos) {
    this.ejection = ejection;
    this.nanos = nanos;
    this.recent =
        Stream.generate(() -> new SlidingQuantile(Duration.ofSeconds(10), nanos))
            .limit(Backends.NAMES.size())
            .toList();
  }

  @Override
  public void observe(int backend, Duration firstAttempt) {
    recent.get(backend).record(firstAttempt);
    if (out() == NOBODY && isOutlier(backend)) {
      out = backend;
      until = nanos.getAsLong() + ejection.get().toNanos();
    }
  }

  private boolean isOutlier(int backend) {
    return recent.stream().allMatch(known -> known.count() >= NEEDED)
        && IntStream.range(0, recent.size())
            .filter(other -> other != backend)
            .allMatch(other -> median(backend).compareTo(median(other).multipliedBy(FACTOR)) > 0);
  }

  private Duration median(int backend) {
    return recent.get(backend).quantile(0.5);
  }

  private int out() {
    if (out != NOBODY && nanos.getAsLong() - until >= 0) {
      forget(recent.get(out));
      out = NOBODY;
    }
    return out;
  }

  /** It comes back with nothing held against it. */
  void forget(SlidingQuantile what) {
    what.clear();
  }

  @Override
  public int first(BackendSelector backends) {
    int next = backends.next();
    return next == out() ? backends.next() : next;
  }

  @Override
  public int another(BackendSelector backends, Collection<Integer> tried) {
    var not = new HashSet<>(tried);
    not.add(out());
    return backends.leastLoaded(not.size() < recent.size() || out == NOBODY ? not : tried);
  }
}
