package io.distributedlab.week52;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * How long one backend works on a request. Copies at different backends have independent luck; with
 * the knob {@code correlated} the item decides, and all copies are as slow.
 */
final class ServiceTime {
  private static final String STRAGGLER = Backends.NAMES.getFirst();
  private static final Knob<Integer> P50 = quantile("p50_ms", LatencyModel.DEFAULT.p50());
  private static final Knob<Integer> P95 = quantile("p95_ms", LatencyModel.DEFAULT.p95());
  private static final Knob<Integer> P99 = quantile("p99_ms", LatencyModel.DEFAULT.p99());
  private static final Knob<Boolean> FORCE_SLOW =
      Knob.flag("force_slow", false, "whether every request takes force_slow_ms");
  private static final Knob<Integer> FORCE_SLOW_MS =
      Knob.integer("force_slow_ms", 500, 0, 10_000, "service time while force_slow is on");
  private static final KnobSchema SCHEMA =
      KnobSchema.of(P50, P95, P99, FORCE_SLOW, FORCE_SLOW_MS).ordered(P50, P95).ordered(P95, P99);

  private final String backend;
  private final Knobs lab;
  private final Knobs own;

  ServiceTime(String backend, Knobs lab) {
    this.backend = backend;
    this.lab = lab;
    this.own = new Knobs(backend, SCHEMA);
  }

  Duration of(Order order) {
    var values = own.values();
    double ms =
        values.get(FORCE_SLOW)
            ? values.get(FORCE_SLOW_MS)
            : new LatencyModel(values.get(P50), values.get(P95), values.get(P99))
                .sample(Draw.of(name(order)));
    return Duration.ofMillis(Math.round(ms * factor()));
  }

  JsonObject toJson() {
    return own.values().toJson();
  }

  /** Changes some settings of this backend, all or nothing. */
  Future<JsonObject> change(JsonObject wanted) {
    return own.change(wanted).map(changed -> toJson());
  }

  private double factor() {
    var values = lab.values();
    double machine = backend.equals(STRAGGLER) ? values.get(Week52Knobs.STRAGGLER) : 1;
    return values.get(Week52Knobs.SCALE) * machine;
  }

  private String name(Order order) {
    return lab.get(Week52Knobs.CORRELATED) ? order.item() : order.requestId() + "@" + backend;
  }

  private static Knob<Integer> quantile(String name, double initial) {
    return Knob.integer(name, (int) initial, 0, 10_000, "quantile of the service time");
  }
}
