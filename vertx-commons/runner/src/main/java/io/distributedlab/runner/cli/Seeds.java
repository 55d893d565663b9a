package io.distributedlab.runner.cli;

import java.util.concurrent.ThreadLocalRandom;

/** Seeds of runs whose user gave none: short enough to be typed again. */
final class Seeds {
  private static final int END = 1_000_000;

  private Seeds() {}

  static long any() {
    return ThreadLocalRandom.current().nextLong(1, END);
  }
}
