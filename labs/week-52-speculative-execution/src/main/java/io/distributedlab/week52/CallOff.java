package io.distributedlab.week52;

/**
 * Tells a backend to drop its copy of a request if that still waits. Sent at most once: when it is
 * lost, work is wasted and nothing else.
 */
record CallOff(String requestId, String reason) {
  /** Where a backend listens for it. */
  static String addressOf(String backend) {
    return "backend." + backend.substring(backend.lastIndexOf('-') + 1) + ".cancel";
  }
}
