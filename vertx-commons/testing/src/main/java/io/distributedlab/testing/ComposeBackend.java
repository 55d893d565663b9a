package io.distributedlab.testing;

import io.distributedlab.backends.BackendSpec;
import io.distributedlab.backends.Kafka;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A backend of a lab, compared with the service of its name in {@code docker-compose.yml}. */
record ComposeBackend(BackendSpec spec, Map<String, ?> services) {
  void compare(List<String> differences) {
    if (!services.containsKey(spec.name())) {
      differences.add("there is no service " + spec.name());
      return;
    }
    var service = ComposeFile.map(services.get(spec.name()));
    var recipe = Map.of("file", "../../compose/" + spec.kind() + ".yml", "service", spec.kind());
    require(recipe.equals(service.get("extends")), "must extend " + recipe, differences);
    require(
        ComposeFile.list(service.get("command")).equals(spec.command()),
        "must have the command " + spec.command(),
        differences);
    var environment = ComposeFile.map(service.get("environment"));
    expectedEnvironment()
        .forEach(
            (name, value) ->
                require(
                    String.valueOf(environment.get(name)).startsWith(value),
                    "must have " + name + " " + value + " in its environment",
                    differences));
    require(
        ComposeFile.list(service.get("ports")).stream().anyMatch(this::isPublished),
        "must publish 127.0.0.1:${...:-" + spec.port() + "}:...",
        differences);
  }

  /** The recipe tells clients to come back to a broker named kafka. */
  private Map<String, String> expectedEnvironment() {
    var expected = new TreeMap<>(spec.environment());
    if (spec instanceof Kafka && !spec.name().equals(spec.kind())) {
      expected.put("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + spec.name() + ":9092,HOST://");
    }
    return expected;
  }

  private boolean isPublished(Object mapping) {
    return mapping.toString().matches("127\\.0\\.0\\.1:(\\$\\{\\w+:-)?" + spec.port() + "}?:\\d+");
  }

  private void require(boolean holds, String what, List<String> differences) {
    if (!holds) {
      differences.add(spec.name() + " " + what);
    }
  }
}
