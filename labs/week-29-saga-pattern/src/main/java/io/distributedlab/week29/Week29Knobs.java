package io.distributedlab.week29;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import java.time.Duration;

/** What can be changed while the lab runs. */
final class Week29Knobs {
  static final Knob<Variant> VARIANT =
      Knob.choice("variant", Variant.NAIVE, "how an order becomes a saga");
  static final Knob<Duration> STEP_TIMEOUT =
      Knob.millis(
          "step_timeout_ms", 500, 20, 30_000, "how long one command or event is waited for");
  static final Knob<Duration> RETRY_BASE =
      Knob.millis("retry_base_ms", 20, 1, 10_000, "upper bound of the first retry's delay");
  static final Knob<Duration> RETRY_CAP =
      Knob.millis("retry_cap_ms", 500, 1, 10_000, "upper bound of any retry's delay");
  static final Knob<Integer> FORWARD_ATTEMPTS =
      Knob.integer("forward_attempts", 4, 1, 50, "tries of a step before the saga turns back");
  static final Knob<Integer> PARK_AFTER =
      Knob.integer("park_after", 20, 1, 1000, "tries of a compensation before people are called");
  static final Knob<Duration> LEASE =
      Knob.millis(
          "lease_ms", 2000, 200, 60_000, "how long a saga is its worker's after each write");
  static final Knob<Integer> CLAIM_BATCH =
      Knob.integer("claim_batch", 16, 1, 256, "sagas that a worker has under way");
  static final Knob<Boolean> TOMBSTONE =
      Knob.flag("tombstone", true, "whether cancelling an unknown command forbids it for later");

  static final KnobSchema SCHEMA =
      KnobSchema.of(
              VARIANT,
              STEP_TIMEOUT,
              RETRY_BASE,
              RETRY_CAP,
              FORWARD_ATTEMPTS,
              PARK_AFTER,
              LEASE,
              CLAIM_BATCH,
              TOMBSTONE)
          .ordered(RETRY_BASE, RETRY_CAP);

  private Week29Knobs() {}
}
