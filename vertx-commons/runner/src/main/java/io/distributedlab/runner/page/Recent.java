package io.distributedlab.runner.page;

import io.distributedlab.service.time.Clock;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The requests that ended in the last 5 s. */
final class Recent {
  private static final long SPAN_NANOS = 5_000_000_000L;

  private record Ended(long at, long nanos, boolean failed) {}

  private final Clock clock;
  private final ArrayDeque<Ended> all = new ArrayDeque<>();

  Recent(Clock clock) {
    this.clock = clock;
  }

  void add(long nanos, boolean failed) {
    forget();
    all.add(new Ended(clock.nanos(), nanos, failed));
  }

  /** How long, in s, a share of them took at most (the nearest rank); null when there are none. */
  @Nullable Double percentile(double share) {
    forget();
    var sorted = all.stream().mapToLong(Ended::nanos).sorted().toArray();
    return sorted.length == 0 ? null : sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e9;
  }

  /** Which share of them failed; null when there are none. */
  @Nullable Double failed() {
    forget();
    return all.isEmpty() ? null : all.stream().filter(Ended::failed).count() / (double) all.size();
  }

  private void forget() {
    while (!all.isEmpty() && clock.nanos() - all.getFirst().at > SPAN_NANOS) {
      all.poll();
    }
  }
}
