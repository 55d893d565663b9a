package io.distributedlab.service;

import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.telemetry.Telemetry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service is started with.
 *
 * @param name name in the directory, in traces, metrics and logs
 * @param host address to bind: 127.0.0.1 embedded, 0.0.0.0 in a container
 * @param directory the lab's services, this one included
 * @param knobs the lab's knobs
 * @param member of the clustered event bus, or null for a bus of its own
 * @param backends connection strings of the lab's backends, as this service connects to them
 */
public record ServiceConfig(
    String name,
    String host,
    Directory directory,
    KnobSchema knobs,
    @Nullable BusMember member,
    Telemetry telemetry,
    Map<String, String> backends) {
  public ServiceConfig {
    backends = Map.copyOf(backends);
  }

  /** A service without backends. */
  public ServiceConfig(
      String name,
      String host,
      Directory directory,
      KnobSchema knobs,
      @Nullable BusMember member,
      Telemetry telemetry) {
    this(name, host, directory, knobs, member, telemetry, Map.of());
  }

  int port() {
    return directory.resolve(name).port();
  }
}
