package io.distributedlab.testing;

import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.LabDescriptor.ServiceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A lab's {@code docker-compose.yml}, compared with its descriptor. */
record ComposeFile(Map<String, ?> content) {
  private static final String RECIPE = "compose/service.yml";
  private static final String RUNNER = "runner";

  static ComposeFile read(Path file) throws IOException {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return new ComposeFile(yaml.load(Files.readString(file)));
  }

  /** Every way in which the file and the lab differ, one sentence each; empty when they agree. */
  List<String> differencesFrom(LabDescriptor lab) {
    var differences = new ArrayList<String>();
    if (!lab.dashboard().uid().equals(content.get("name"))) {
      differences.add("name must be " + lab.dashboard().uid() + ", not " + content.get("name"));
    }
    var services = map(content.get("services"));
    lab.services().forEach(service -> compare(service, services, differences));
    lab.backends().forEach(backend -> new ComposeBackend(backend, services).compare(differences));
    services.keySet().stream()
        .filter(name -> isOfTheLab(map(services.get(name))))
        .filter(name -> !lab.ports().containsKey(name) && !name.equals(RUNNER))
        .forEach(name -> differences.add(name + " is not a service of the lab"));
    if (!RUNNER.equals(map(map(services.get(RUNNER)).get("extends")).get("service"))) {
      differences.add("there is no live page: runner must extend the runner of " + RECIPE);
    }
    return differences;
  }

  private static void compare(
      ServiceSpec expected, Map<String, ?> services, List<String> differences) {
    var name = expected.name();
    if (!services.containsKey(name)) {
      differences.add("there is no service " + name);
      return;
    }
    var service = map(services.get(name));
    if (!isOfTheLab(service)) {
      differences.add(name + " must extend " + RECIPE);
    }
    if (!list(service.get("command")).equals(List.of(name))) {
      differences.add(name + " must have the command [" + name + "]");
    }
    var port = String.valueOf(expected.port());
    if (!port.equals(String.valueOf(map(service.get("environment")).get("PORT")))) {
      differences.add(name + " must have PORT " + port + " in its environment");
    }
    if (list(service.get("ports")).stream().noneMatch(published -> isPublished(published, port))) {
      differences.add(name + " must publish 127.0.0.1:${...:-" + port + "}:" + port);
    }
    if (expected.files() != null && !keepsFiles(service, expected.files())) {
      differences.add(name + " must have a volume where " + expected.files() + " says");
    }
  }

  private static boolean keepsFiles(Map<String, ?> service, String variable) {
    var directory = String.valueOf(map(service.get("environment")).get(variable));
    return list(service.get("volumes")).stream()
        .anyMatch(volume -> volume.toString().endsWith(":" + directory));
  }

  private static boolean isOfTheLab(Map<String, ?> service) {
    return String.valueOf(map(service.get("extends")).get("file")).endsWith(RECIPE);
  }

  private static boolean isPublished(Object mapping, String port) {
    return mapping.toString().matches("127\\.0\\.0\\.1:(\\$\\{\\w+:-)?" + port + "}?:" + port);
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
  }

  @SuppressWarnings("unchecked") // keys of a YAML mapping in this file are strings
  static Map<String, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, ?>) map : Map.of();
  }
}
