package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Keeps the knobs of a service that is off the bus like those of one that is on it: a change there
 * is sent here over HTTP, and who starts asks what it has missed.
 */
final class KnobMirror {
  private static final String KNOBS = "/admin/knobs";
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private KnobMirror() {}

  /** Takes over the values of {@code source}, if that can be reached. */
  static Future<Void> catchUp(Service service, String source) {
    return service
        .client(source)
        .within(PATIENCE)
        .get(KNOBS)
        .compose(reply -> service.knobs().change(reply.json().getJsonObject("values")))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** Sends every change that happens here to {@code target}. */
  static void feed(Service service, String target) {
    service.knobs().onChange(changes -> send(service, target, changes));
  }

  private static void send(Service service, String target, JsonObject changes) {
    service
        .client(target)
        .put(KNOBS, changes)
        .onFailure(
            failure -> service.telemetry().log().warn(target + " has not heard of the knobs"));
  }
}
