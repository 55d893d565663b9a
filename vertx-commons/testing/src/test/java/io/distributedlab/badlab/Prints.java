package io.distributedlab.badlab;

/** Writes past telemetry. */
final class Prints {
  private Prints() {}

  static final class OnStandardOut {
    void run() {
      System.out.println("x");
    }
  }

  static final class AStackTrace {
    void run(Exception e) {
      e.printStackTrace();
    }
  }
}
