package io.distributedlab.week52;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import java.time.Duration;

/** What can be changed while the lab runs. */
final class Week52Knobs {
  /** How a backend spends its service time. */
  enum Model {
    /** As many servers as there are requests: pure latency. */
    DELAY,
    /** {@link #SLOTS} servers and a queue in order of arrival. */
    QUEUE
  }

  static final Knob<Variant> STRATEGY =
      Knob.choice("strategy", Variant.HEDGE_BUDGET, "how many copies are sent, when and where");
  static final Knob<Duration> DELAY =
      Knob.millis("delay_ms", 50, 0, 10_000, "hedge-fixed: how long before another attempt");
  static final Knob<Double> QUANTILE =
      Knob.decimal(
          "quantile", 0.95, 0.5, 0.999, "hedge-adaptive: quantile of first attempts to wait for");
  static final Knob<Integer> MAX_HEDGES =
      Knob.integer("max_hedges", 1, 0, 2, "attempts beyond the first, at most");
  static final Knob<Double> RATIO =
      Knob.decimal("ratio", 0.05, 0, 1, "hedge-budget: tokens that each request adds");
  static final Knob<Integer> BURST =
      Knob.integer("burst", 10, 0, 1000, "hedge-budget: tokens that the bucket holds");
  static final Knob<Duration> EJECT =
      Knob.millis("eject_ms", 5000, 0, 60_000, "yours: how long an outlier is left out");
  static final Knob<Boolean> CANCEL =
      Knob.flag("cancel", true, "whether losers are reset when the winner has answered");
  static final Knob<Duration> TIE_DELAY =
      Knob.millis("tie_delay_ms", 5, 0, 1000, "tied: how long before the twin is sent");
  static final Knob<Boolean> UNSAFE =
      Knob.flag("unsafe", false, "whether requests are hedged that may have double effects");
  static final Knob<Model> BACKEND_MODEL =
      Knob.choice("backend.model", Model.DELAY, "unlimited servers, or slots and a queue");
  static final Knob<Integer> SLOTS =
      Knob.integer("backend.slots", 4, 1, 64, "requests in service at once in the model queue");
  static final Knob<Boolean> HONOURS_CANCEL =
      Knob.flag("backend.honours_cancel", true, "whether a backend stops when its caller left");
  static final Knob<Double> SCALE =
      Knob.decimal("backend.scale", 1, 0, 10, "factor of all service times; 0: the bare path");
  static final Knob<Double> STRAGGLER =
      Knob.decimal("backend.straggler", 1, 1, 10, "factor of the service times of backend-1 alone");
  static final Knob<Boolean> CORRELATED =
      Knob.flag("correlated", false, "whether the item decides the service time, not the copy");

  static final KnobSchema SCHEMA =
      KnobSchema.of(
          STRATEGY,
          DELAY,
          QUANTILE,
          MAX_HEDGES,
          RATIO,
          BURST,
          EJECT,
          CANCEL,
          TIE_DELAY,
          UNSAFE,
          BACKEND_MODEL,
          SLOTS,
          HONOURS_CANCEL,
          SCALE,
          STRAGGLER,
          CORRELATED);

  private Week52Knobs() {}
}
