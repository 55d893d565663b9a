package io.distributedlab.week12;

import io.distributedlab.service.http.Json;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.telemetry.TraceContext;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** The answer to a request for a product. */
final class ProductView {
  private ProductView() {}

  /**
   * @param nowMs of the wall clock
   * @param tookMs from the arrival of the request
   */
  static JsonObject of(Lookup lookup, Served served, String instance, long nowMs, double tookMs) {
    var cached = served.cached();
    return Json.write(Objects.requireNonNull(cached.value()))
        .toJsonObject()
        .put("cache_status", Knob.wireName(served.status()))
        .put("strategy", Knob.wireName(lookup.variant()))
        .put("fresh", cached.fresh(nowMs))
        .put("expires_in_ms", cached.softExpiryMs() - nowMs)
        .put("delta_ms", rounded(cached.deltaMs()))
        .put("duration_ms", rounded(tookMs))
        .put("instance", instance)
        .put("trace_id", TraceContext.traceId());
  }

  private static double rounded(double ms) {
    return Math.round(ms * 100) / 100.0;
  }
}
