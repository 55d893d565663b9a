package io.distributedlab.week45;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PUT;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.HttpService;
import java.util.Map;

/** The two switches of the lab, on every service: how consumers work, and what overload does. */
final class Switches {
  private Switches() {}

  static HttpService addTo(Service service) {
    var mode = new ConfigView(service.knobs(), Map.of("mode", Week45Knobs.CONSUMER_MODE));
    var response = new ConfigView(service.knobs(), Map.of("response", Week45Knobs.RESPONSE));
    return service
        .http()
        .houseRoute(GET, "/admin/consumer-mode", request -> mode.read())
        .houseRoute(PUT, "/admin/consumer-mode", mode::change)
        .houseRoute(GET, "/admin/response", request -> response.read())
        .houseRoute(PUT, "/admin/response", response::change);
  }
}
