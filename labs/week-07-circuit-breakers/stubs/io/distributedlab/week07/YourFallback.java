package io.distributedlab.week07;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Yours to write, exercise 6: callers of the policy {@code yours} get the last good answer instead
 * of a failure, with its source {@link DataReply#FALLBACK} and its age. Until then they get the
 * failure.
 */
final class YourFallback implements Fallback {
  /**
   * @param nanos a monotonic clock, in ns
   */
  YourFallback(LongSupplier nanos) {}

  @Override
  public void remember(DataReply reply) {}

  @Override
  public Optional<DataReply> instead() {
    return Optional.empty();
  }
}
