package io.distributedlab.week07;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import java.time.Duration;

/** What can be changed while the lab runs. A change replaces every breaker of every client. */
final class Week07Knobs {
  static final Knob<Variant> POLICY =
      Knob.choice("policy", Variant.CONSECUTIVE, "how the client protects itself");

  static final Knob<Integer> FAILURE_THRESHOLD =
      Knob.integer("failure_threshold", 5, 1, 1000, "failures in a row, or in 10 s for vertx");
  static final Knob<Integer> SUCCESS_THRESHOLD =
      Knob.integer("success_threshold", 3, 1, 100, "consecutive: successes that close again");
  static final Knob<Integer> TIMEOUT_SECONDS =
      Knob.integer("timeout_seconds", 30, 1, 3600, "consecutive: open time, in s");

  static final Knob<Window.Type> WINDOW_TYPE =
      Knob.choice("window.type", Window.Type.COUNT, "last window.size calls, or last 10 s");
  static final Knob<Integer> WINDOW_SIZE =
      Knob.integer("window.size", 50, 1, 10_000, "calls in a window of type count");
  static final Knob<Integer> MIN_CALLS =
      Knob.integer("min.calls", 10, 1, 10_000, "calls in the window before it is judged");
  static final Knob<Integer> FAILURE_RATE =
      Knob.integer("failure.rate", 50, 1, 100, "failed calls that open, in percent");
  static final Knob<Integer> SLOW_RATE =
      Knob.integer("slow.rate", 60, 1, 100, "slow calls that open, in percent");
  static final Knob<Duration> SLOW =
      Knob.millis("slow.ms", 250, 1, 60_000, "from how long on a call is slow");
  static final Knob<Duration> OPEN =
      Knob.millis("open.ms", 1000, 10, 600_000, "first open time; doubles up to 30 s");
  static final Knob<Integer> PERMITS =
      Knob.integer("halfopen.permits", 3, 1, 100, "probes in half-open");

  static final Knob<Duration> TIMEOUT =
      Knob.millis("timeout.ms", 500, 1, 60_000, "how long the client waits for a backend");
  static final Knob<Integer> SLOTS =
      Knob.integer("slots", 20, 1, 10_000, "calls of all kinds that a client has out at once");
  static final Knob<Double> THROTTLE_K =
      Knob.decimal("throttle.k", 2, 1, 10, "throttle: requests sent per accepted one");

  static final KnobSchema SCHEMA =
      KnobSchema.of(
              POLICY,
              FAILURE_THRESHOLD,
              SUCCESS_THRESHOLD,
              TIMEOUT_SECONDS,
              WINDOW_TYPE,
              WINDOW_SIZE,
              MIN_CALLS,
              FAILURE_RATE,
              SLOW_RATE,
              SLOW,
              OPEN,
              PERMITS,
              TIMEOUT,
              SLOTS,
              THROTTLE_K)
          .ordered(MIN_CALLS, WINDOW_SIZE);

  /** {@code POST /circuit/config} knows these three. */
  static final KnobSchema CONSECUTIVE =
      KnobSchema.of(FAILURE_THRESHOLD, SUCCESS_THRESHOLD, TIMEOUT_SECONDS);

  /** Calls of a batch. */
  static final Knob<Integer> COUNT =
      Knob.integer("count", 10, 1, 200, "calls of a batch, one after the other");

  private Week07Knobs() {}
}
