package io.distributedlab.week12;

import java.util.Optional;

/**
 * Yours to write, exercise 3: when the load of a request with the strategy {@code yours} has
 * failed, it gets what its instance has served last, for {@code stale_ms} after that has expired.
 * Until you have written it, and after that time, the failure is told.
 */
final class YourStaleIfError implements StaleIfError {
  /**
   * @param tools with the clock, {@code tools.cache().nowMs()}, and the knobs, {@code
   *     tools.service().knobs()}
   * @param copies what this instance has served last
   */
  YourStaleIfError(Tools tools, LocalCopies copies) {}

  @Override
  public Optional<Cached> instead(String id) {
    return Optional.empty();
  }
}
