package io.distributedlab.base;

/** Asks service-b for its part over the event bus. */
record EchoRequest(String from) {
  static final String ADDRESS = "echo.b.process";
}
