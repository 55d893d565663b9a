package io.distributedlab.experiment.theory;

final class Check {
  private Check() {}

  static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  static double probability(double p) {
    require(p >= 0 && p <= 1, "a probability lies in 0..1: " + p);
    return p;
  }
}
