package io.distributedlab.runner.cli;

import io.distributedlab.backends.Images;
import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.compose.LoadScript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** k6 as it is installed, or else in a container that shares this machine's network. */
final class K6 {
  private final Path home;
  private final Map<String, String> settings = new TreeMap<>();

  /**
   * @param home the checkout
   * @param target what the load is put on, like {@code http://localhost:8000}
   */
  K6(Path home, String target) {
    this.home = home;
    settings.put("BASE_URL", target);
    settings.put("K6_NO_USAGE_REPORT", "true");
  }

  /** Sets an environment variable of the script, unless the value is null. */
  K6 set(String variable, @Nullable Object value) {
    if (value != null) {
      settings.put(variable, value.toString());
    }
    return this;
  }

  /**
   * Runs a script to its end; its exit code.
   *
   * @throws UsageException when there is neither k6 nor a Docker engine
   */
  int run(LoadScript script) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command(script)).directory(home.toFile()).inheritIO();
    process.environment().putAll(settings);
    var running = process.start();
    try {
      return running.waitFor();
    } finally {
      running.destroy();
    }
  }

  private List<String> command(LoadScript script) throws IOException {
    var path = home.relativize(script.file()).toString();
    if (Shell.output("k6", "version").isPresent()) {
      return List.of("k6", "run", path);
    }
    if (Containers.engine().isEmpty()) {
      throw new UsageException(
          "There is neither k6 nor a Docker engine: install one,"
              + " https://grafana.com/docs/k6/latest/set-up/install-k6/.");
    }
    return container(path);
  }

  /**
   * Docker Desktop keeps containers in a machine of their own: there localhost has another name.
   */
  private List<String> container(String path) throws IOException {
    var command = new ArrayList<>(List.of("docker", "run", "--rm", "-i"));
    if (isLinux()) {
      command.addAll(List.of("--network", "host"));
    } else {
      settings.computeIfPresent(
          "BASE_URL", (name, url) -> url.replace("localhost", "host.docker.internal"));
    }
    settings.forEach((name, value) -> command.addAll(List.of("-e", name + "=" + value)));
    command.addAll(List.of("-v", home + ":/lab:ro", "-w", "/lab", Images.of("k6"), "run", path));
    return command;
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
  }
}
