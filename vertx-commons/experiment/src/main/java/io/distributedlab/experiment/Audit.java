package io.distributedlab.experiment;

import java.util.Set;

/**
 * A ledger compared with a store.
 *
 * @param lost acknowledged, not held
 * @param duplicate held more than once
 * @param phantom held, but never sent or refused
 * @param appliedUnknown held, and their senders do not know: allowed, but worth counting
 */
public record Audit(
    Set<String> lost, Set<String> duplicate, Set<String> phantom, Set<String> appliedUnknown) {
  public Audit {
    lost = Set.copyOf(lost);
    duplicate = Set.copyOf(duplicate);
    phantom = Set.copyOf(phantom);
    appliedUnknown = Set.copyOf(appliedUnknown);
  }

  public boolean clean() {
    return lost.isEmpty() && duplicate.isEmpty() && phantom.isEmpty();
  }
}
