package io.distributedlab.week45;

/** Request and answer of {@code kbp.scale.SERVICE}: how many consumers that service runs. */
record Scale(int instances) {
  static String address(String service) {
    return "kbp.scale." + service;
  }
}
