package io.distributedlab.week07;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import java.time.Duration;

/** What {@code /admin/failure} sets on one backend. */
final class BackendKnobs {
  static final Knob<FailureMode> MODE =
      Knob.choice("mode", FailureMode.HEALTHY, "what is wrong with the backend");
  static final Knob<Double> ERROR_RATE =
      Knob.decimal("error_rate", 1, 0, 1, "share of requests that fail in mode partial");
  static final Knob<Duration> SLOW_LATENCY =
      Knob.millis("slow_latency_ms", 5000, 0, 60_000, "time of a request in mode slow");

  static final KnobSchema SCHEMA = KnobSchema.of(MODE, ERROR_RATE, SLOW_LATENCY);

  private BackendKnobs() {}
}
