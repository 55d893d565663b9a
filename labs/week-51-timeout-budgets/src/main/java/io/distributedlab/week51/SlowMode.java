package io.distributedlab.week51;

import static io.distributedlab.week51.Week51Knobs.C_SLOW;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** {@code /admin/slow-mode}: a switch for the knob {@code c.slow_ms}. */
final class SlowMode {
  private static final Knob<Boolean> ENABLED = Knob.flag("enabled", false, "whether C is slow");
  private static final int SLOW_MS = 800;
  private static final Set<String> FIELDS = Set.of("enabled", "ms");

  private final Knobs knobs;

  SlowMode(Knobs knobs) {
    this.knobs = knobs;
  }

  HttpService addTo(HttpService http) {
    return http.houseRoute(GET, "/admin/slow-mode", request -> Future.succeededFuture(state()))
        .houseRoute(POST, "/admin/slow-mode", this::change);
  }

  private Future<JsonObject> change(Request request) {
    var wanted = request.json();
    Problem.refuseUnknown(wanted.fieldNames(), FIELDS);
    var enabled = ENABLED.parse(wanted.getValue("enabled"));
    var ms = wanted.getValue("ms", SLOW_MS);
    return knobs
        .change(new JsonObject().put(C_SLOW.name(), enabled ? ms : 0))
        .map(changed -> state());
  }

  private JsonObject state() {
    var ms = knobs.get(C_SLOW).toMillis();
    return new JsonObject().put("enabled", ms > 0).put("ms", ms);
  }
}
