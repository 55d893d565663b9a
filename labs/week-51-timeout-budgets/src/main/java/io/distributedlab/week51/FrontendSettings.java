package io.distributedlab.week51;

import static io.distributedlab.week51.Week51Knobs.FRONTEND_WORK;
import static io.distributedlab.week51.Week51Knobs.VARIANT;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** {@code /admin/config} and {@code /admin/deadline} of the frontend, both views of the knobs. */
final class FrontendSettings {
  /** The two modes of the frontend; {@code budget} is the default variant. */
  enum Mode {
    BUDGET,
    FIXED;

    Object variant() {
      return this == FIXED ? Knob.wireName(DeadlineVariant.FIXED) : VARIANT.initial();
    }

    static Mode of(DeadlineVariant variant) {
      return switch (variant) {
        case NONE, FIXED -> FIXED;
        case BOUNDARY, ENFORCE, CANCEL, ADMIT, ABSOLUTE, YOURS -> BUDGET;
      };
    }
  }

  private static final Knob<Mode> MODE =
      Knob.choice("mode", Mode.BUDGET, "whether calls go by the budget or a fixed timeout");

  private final String service;
  private final Knobs knobs;

  FrontendSettings(Service service) {
    this.service = service.name();
    this.knobs = service.knobs();
  }

  HttpService addTo(HttpService http) {
    return http.houseRoute(GET, "/admin/config", request -> Future.succeededFuture(config()))
        .houseRoute(POST, "/admin/config", this::configure)
        .houseRoute(GET, "/admin/deadline", request -> Future.succeededFuture(knobs.toJson()))
        .houseRoute(PUT, "/admin/deadline", request -> knobs.change(request.json()));
  }

  private JsonObject config() {
    return new JsonObject()
        .put("service", service)
        .put("work_ms", knobs.get(FRONTEND_WORK).toMillis())
        .put("mode", Knob.wireName(Mode.of(knobs.get(VARIANT))));
  }

  private Future<JsonObject> configure(Request request) {
    var changes = new JsonObject();
    request
        .json()
        .forEach(
            field -> {
              switch (field.getKey()) {
                case "work_ms" -> changes.put(FRONTEND_WORK.name(), field.getValue());
                case "mode" -> changes.put(VARIANT.name(), MODE.parse(field.getValue()).variant());
                default -> throw Problem.unknown(field.getKey(), Set.of("work_ms", "mode"));
              }
            });
    return knobs.change(changes).map(changed -> config());
  }
}
