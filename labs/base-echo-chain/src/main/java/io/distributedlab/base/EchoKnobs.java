package io.distributedlab.base;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import java.time.Duration;

/** What can be changed while the chain runs. */
final class EchoKnobs {
  static final Knob<EchoVariant> VARIANT =
      Knob.choice("variant", EchoVariant.CHAIN, "how the hops are called");
  static final Knob<Integer> A_MIN =
      Knob.integer("a.min_ms", 30, 0, 5000, "shortest work of service-a");
  static final Knob<Integer> A_MAX =
      Knob.integer("a.max_ms", 70, 0, 5000, "longest work of service-a");
  static final Knob<Integer> B_MIN =
      Knob.integer("b.min_ms", 20, 0, 5000, "shortest work of service-b");
  static final Knob<Integer> B_MAX =
      Knob.integer("b.max_ms", 50, 0, 5000, "longest work of service-b");
  static final Knob<Double> TRACE_SAMPLE =
      Knob.decimal("trace.sample", 1, 0, 1, "share of requests traced, decided at the gateway");
  static final Knob<Duration> HOP_TIMEOUT =
      Knob.millis("hop.timeout_ms", 2000, 10, 30_000, "how long the gateway waits for the chain");

  static final KnobSchema SCHEMA =
      KnobSchema.of(VARIANT, A_MIN, A_MAX, B_MIN, B_MAX, TRACE_SAMPLE, HOP_TIMEOUT)
          .ordered(A_MIN, A_MAX)
          .ordered(B_MIN, B_MAX);

  private EchoKnobs() {}
}
