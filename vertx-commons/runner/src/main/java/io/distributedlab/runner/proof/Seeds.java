package io.distributedlab.runner.proof;

import java.util.concurrent.ThreadLocalRandom;

/** Seeds of runs whose user gave none: short enough to be typed again. */
public final class Seeds {
  private static final int END = 1_000_000;

  private Seeds() {}

  public static long any() {
    return ThreadLocalRandom.current().nextLong(1, END);
  }
}
