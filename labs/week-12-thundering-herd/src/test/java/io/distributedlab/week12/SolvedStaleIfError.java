package io.distributedlab.week12;

import java.util.Optional;

/** A solution of exercise 3. */
final class SolvedStaleIfError implements StaleIfError {
  private final Tools tools;
  private final LocalCopies copies;

  SolvedStaleIfError(Tools tools, LocalCopies copies) {
    this.tools = tools;
    this.copies = copies;
  }

  @Override
  public Optional<Cached> instead(String id) {
    long staleMs = tools.service().knobs().get(Week12Knobs.STALE).toMillis();
    return copies.of(id).filter(copy -> tools.cache().nowMs() < copy.softExpiryMs() + staleMs);
  }
}
