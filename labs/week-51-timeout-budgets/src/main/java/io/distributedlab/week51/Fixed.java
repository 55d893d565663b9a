package io.distributedlab.week51;

import java.time.Duration;

/**
 * One timeout for every call, chosen without knowing who asks. Longer than the caller's patience it
 * saves nothing; shorter than the work it fails what would have succeeded.
 */
final class Fixed implements DeadlinePolicy {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @Override
  public Duration patience(Visit visit) {
    return TIMEOUT;
  }
}
