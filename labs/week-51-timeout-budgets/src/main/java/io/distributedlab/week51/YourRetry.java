package io.distributedlab.week51;

import io.distributedlab.service.http.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Yours to write, exercise 5: when the frontend asks service-a again under the variant {@code
 * yours}. For now never.
 */
final class YourRetry implements Retry {
  /**
   * @param random for the jitter
   */
  YourRetry(RandomGenerator random) {}

  @Override
  public Optional<Duration> again(Problem failure, int tries, double remainingMs, double neededMs) {
    return Optional.empty();
  }
}
