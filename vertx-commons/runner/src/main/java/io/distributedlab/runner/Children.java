package io.distributedlab.runner;

import io.distributedlab.service.telemetry.TelemetryStore;
import io.vertx.core.Future;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The services of an embedded lab that have a JVM of their own. */
final class Children {
  private final Map<String, ChildService> children = new LinkedHashMap<>();

  /**
   * @param environment where they find the backends
   * @param console where their log records are printed, or null for nowhere
   */
  Children(
      LabDescriptor lab,
      int portOffset,
      Supplier<Map<String, String>> environment,
      TelemetryStore store,
      @Nullable PrintStream console) {
    for (var spec : lab.services()) {
      var own = spec.ownJvm();
      if (own != null) {
        children.put(
            spec.name(),
            new ChildService(
                own.lab(), spec.name(), portOffset, own.flags(), environment, store, console));
      }
    }
  }

  /** The child of this name; empty when the service shares this JVM. */
  Optional<ChildService> named(String service) {
    return Optional.ofNullable(children.get(service));
  }

  /** Stops all for good. Never fails. */
  Future<Void> close() {
    var closed = children.values().stream().map(ChildService::close).toList();
    return Future.join(closed).<Void>mapEmpty().otherwiseEmpty();
  }
}
