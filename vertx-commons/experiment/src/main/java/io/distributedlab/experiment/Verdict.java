package io.distributedlab.experiment;

import java.util.Collection;

/** What became of a claim. */
public enum Verdict {
  HOLDS(0),
  BROKEN(1),
  /** Too few samples, a load that was not the one asked for, or too noisy a machine. */
  INCONCLUSIVE(3);

  private final int exitCode;

  Verdict(int exitCode) {
    this.exitCode = exitCode;
  }

  /** 0 holds, 1 broken, 3 inconclusive; 2 is left to usage and environment errors. */
  public int exitCode() {
    return exitCode;
  }

  /** Of a whole run: one broken claim breaks it, else one inconclusive claim leaves it open. */
  public static Verdict of(Collection<Verdict> verdicts) {
    if (verdicts.contains(BROKEN)) {
      return BROKEN;
    }
    return verdicts.contains(INCONCLUSIVE) ? INCONCLUSIVE : HOLDS;
  }
}
