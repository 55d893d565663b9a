package io.distributedlab.@package@;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import java.time.Duration;

/** What can be changed while the lab runs. */
final class @Name@Knobs {
  static final Knob<Duration> WORK =
      Knob.millis("work_ms", @work@, 0, 5000, "how long a service works on a request");

  static final KnobSchema SCHEMA = KnobSchema.of(WORK);

  private @Name@Knobs() {}
}
