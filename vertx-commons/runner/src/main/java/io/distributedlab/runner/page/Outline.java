package io.distributedlab.runner.page;

import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.LabDescriptor.ServiceSpec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the page is told about a lab before anything moves. */
final class Outline {
  private Outline() {}

  static JsonObject of(LabDescriptor lab, List<LivePanel> panels) {
    var services = new JsonArray();
    lab.services().forEach(service -> services.add(service.name()));
    var backends = new JsonArray();
    lab.backends()
        .forEach(
            backend ->
                backends.add(
                    new JsonObject()
                        .put("name", backend.name())
                        .put("kind", backend.kind())
                        .put("proxy", lab.proxies().get(backend.name()))));
    return new JsonObject()
        .put("lab", lab.folder())
        .put("title", lab.title())
        .put("question", lab.question())
        .put("services", services)
        .put("backends", backends)
        .put("settings", settings(lab))
        .put("panels", new JsonArray(panels.stream().map(LivePanel::outline).toList()));
  }

  /** Where knobs are set: once for all that share them, and at each service that has its own. */
  private static JsonArray settings(LabDescriptor lab) {
    var settings = new JsonArray();
    if (!lab.onBus().isEmpty()) {
      var names = lab.onBus().stream().map(ServiceSpec::name).toList();
      settings.add(target(String.join(", ", names), names.getFirst()));
    }
    lab.services().stream()
        .filter(service -> !lab.onBus().contains(service))
        .forEach(service -> settings.add(target(service.name(), service.name())));
    return settings;
  }

  private static JsonObject target(String of, String service) {
    return new JsonObject().put("of", of).put("service", service);
  }
}
