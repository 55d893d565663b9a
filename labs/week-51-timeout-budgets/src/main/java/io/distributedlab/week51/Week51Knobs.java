package io.distributedlab.week51;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import java.time.Duration;

/** What can be changed while the chain runs. */
final class Week51Knobs {
  /** Whether a service reads the deadline and passes it on. */
  enum Mode {
    PROPAGATE,
    /** It behaves as variant {@code none}, whatever the others do. */
    IGNORE
  }

  /** How service-b asks service-c. */
  enum Transport {
    HTTP,
    BUS
  }

  static final Knob<DeadlineVariant> VARIANT =
      Knob.choice("variant", DeadlineVariant.ADMIT, "how the deadline is carried and kept");
  static final Knob<Transport> TRANSPORT =
      Knob.choice("transport", Transport.HTTP, "how service-b asks service-c");
  static final Knob<Duration> BUDGET =
      Knob.millis("budget_ms", 1000, 1, 60_000, "budget of a request that does not name one");
  static final Knob<Duration> MAX_BUDGET =
      Knob.millis("max_budget_ms", 10_000, 1, 600_000, "a larger budget is cut to this");
  static final Knob<Duration> HOP_ALLOWANCE =
      Knob.millis("hop_allowance_ms", 5, 0, 500, "kept back by every hop for the way back");
  static final Knob<Duration> MARGIN =
      Knob.millis("margin_ms", 50, 0, 1000, "added to what admit thinks a request needs");
  static final Knob<Integer> TRIES =
      Knob.integer("tries", 1, 1, 5, "calls of the next service that each hop makes, at most");
  static final Knob<Duration> EST_FLOOR =
      Knob.millis("est.floor_ms", 0, 0, 10_000, "estimate of admit before it has 50 samples");
  static final Knob<Duration> FRONTEND_WORK = work("frontend", 50);
  static final Knob<Duration> A_WORK = work("a", 100);
  static final Knob<Duration> B_WORK = work("b", 150);
  static final Knob<Duration> C_WORK = work("c", 200);
  static final Knob<Mode> A_MODE = mode("a");
  static final Knob<Mode> B_MODE = mode("b");
  static final Knob<Mode> C_MODE = mode("c");
  static final Knob<Duration> C_SLOW =
      Knob.millis("c.slow_ms", 0, 0, 60_000, "added to the work of a slow request at service-c");
  static final Knob<Double> C_SLOW_SHARE =
      Knob.decimal("c.slow_share", 1, 0, 1, "share of requests that c.slow_ms slows");
  static final Knob<Integer> C_CAPACITY =
      Knob.integer("c.capacity", 8, 1, 1000, "requests that service-c works on at once");
  static final Knob<Integer> C_QUEUE =
      Knob.integer("c.queue", 10_000, 0, 100_000, "requests that may wait at service-c");

  static final KnobSchema SCHEMA =
      KnobSchema.of(
          VARIANT,
          TRANSPORT,
          BUDGET,
          MAX_BUDGET,
          HOP_ALLOWANCE,
          MARGIN,
          TRIES,
          EST_FLOOR,
          FRONTEND_WORK,
          A_WORK,
          B_WORK,
          C_WORK,
          A_MODE,
          B_MODE,
          C_MODE,
          C_SLOW,
          C_SLOW_SHARE,
          C_CAPACITY,
          C_QUEUE);

  private Week51Knobs() {}

  private static Knob<Duration> work(String service, int millis) {
    return Knob.millis(service + ".work_ms", millis, 0, 10_000, "local work of " + service);
  }

  private static Knob<Mode> mode(String service) {
    return Knob.choice(
        service + ".mode", Mode.PROPAGATE, "whether service-" + service + " heeds deadlines");
  }
}
