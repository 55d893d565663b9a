package io.distributedlab.week46;

import io.distributedlab.service.knobs.KnobValues;

/**
 * How many replicas hold a key, and how many must answer a read and a write.
 *
 * <p>With R + W > N every set of R and every set of W out of the same N have a replica in common
 * (Gifford, "Weighted Voting for Replicated Data", 1979). That says nothing about reads beside a
 * write, about replicas that forget, nor about sets taken from more than N.
 */
record Quorum(int n, int r, int w) {
  static Quorum of(KnobValues knobs) {
    return new Quorum(knobs.get(Week46Knobs.N), knobs.get(Week46Knobs.R), knobs.get(Week46Knobs.W));
  }

  boolean overlaps() {
    return r + w > n;
  }

  /** The least number of replicas that a read and a write have in common; not positive: none. */
  int margin() {
    return r + w - n;
  }

  /**
   * P(stale) = C(N − W, R) / C(N, R), as a product: the chance that none of R replicas drawn at
   * random is one of the W that have the write, while the others do not have it yet. Source: Bailis
   * et al., "Probabilistically Bounded Staleness for Practical Partial Quorums" (VLDB 2012),
   * section 3.1.
   */
  double staleProbability() {
    double stale = 1;
    for (int drawn = 0; drawn < r; drawn++) {
      stale *= Math.max(0, n - w - drawn) / (double) (n - drawn);
    }
    return stale;
  }
}
