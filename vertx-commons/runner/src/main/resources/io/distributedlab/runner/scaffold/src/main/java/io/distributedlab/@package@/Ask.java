package io.distributedlab.@package@;

/** Asks the next service over the event bus. */
record Ask(String from) {
  static final String ADDRESS = "@name@.process";
}
