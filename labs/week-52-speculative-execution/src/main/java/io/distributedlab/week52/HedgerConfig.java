package io.distributedlab.week52;

import io.distributedlab.service.http.Json;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * Hedging as one switch and one delay, in terms of the knobs: on is the strategy {@code
 * hedge-fixed}, off is {@code direct}. For the rest there are the knobs themselves.
 */
final class HedgerConfig {
  private static final Knob<Boolean> ENABLED =
      Knob.flag("hedge_enabled", true, "whether a slow request gets another attempt");
  private static final Knob<Integer> DELAY =
      Knob.integer("hedge_delay_ms", 50, 0, 10_000, "how long before it does");
  private static final KnobSchema SCHEMA = KnobSchema.of(ENABLED, DELAY);

  private final Knobs knobs;
  private final Hedging hedging;

  HedgerConfig(Knobs knobs, Hedging hedging) {
    this.knobs = knobs;
    this.hedging = hedging;
  }

  JsonObject toJson() {
    var strategy = knobs.get(Week52Knobs.STRATEGY);
    return new JsonObject()
        .put(ENABLED.name(), hedging.strategy(strategy).extra() > 0)
        .put(DELAY.name(), knobs.get(Week52Knobs.DELAY).toMillis())
        .put("strategy", Knob.wireName(strategy))
        .put("max_hedges", knobs.get(Week52Knobs.MAX_HEDGES))
        .put("statistics", Json.write(hedging.totals()).toJsonObject());
  }

  /** Changes one or both; the other stays. */
  Future<JsonObject> change(JsonObject wanted) {
    SCHEMA.change(SCHEMA.initial(), wanted);
    var changes = new JsonObject();
    if (wanted.containsKey(ENABLED.name())) {
      var variant =
          ENABLED.parse(wanted.getValue(ENABLED.name())) ? Variant.HEDGE_FIXED : Variant.DIRECT;
      changes.put(Week52Knobs.STRATEGY.name(), Knob.wireName(variant));
    }
    if (wanted.containsKey(DELAY.name())) {
      changes.put(Week52Knobs.DELAY.name(), wanted.getValue(DELAY.name()));
    }
    return knobs.change(changes).map(changed -> toJson());
  }
}
