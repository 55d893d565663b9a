package io.distributedlab.runner.compose;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code docker compose} on the file of one lab. Its methods block while the program runs; an
 * {@link IOException} says that there is no such program, or that it failed and with which words.
 */
public final class ComposeProject {
  private final Path file;

  /**
   * @param folder the lab's, with its {@code docker-compose.yml}
   */
  public ComposeProject(Path folder) {
    this.file = folder.resolve("docker-compose.yml");
  }

  /** Whether the lab can run in containers at all. */
  public boolean exists() {
    return Files.isRegularFile(file);
  }

  /** Runs a command of compose whose output the user sees; its exit code. */
  public int show(String... arguments) throws IOException {
    return finish(new ProcessBuilder(command(arguments)).inheritIO().start());
  }

  /** What a command of compose prints to stdout; fails unless its exit code is 0. */
  public String read(String... arguments) throws IOException {
    var said = Files.createTempFile("compose", ".txt");
    try {
      var process =
          new ProcessBuilder(command(arguments)).redirectError(Redirect.to(said.toFile()));
      var running = process.start();
      running.getOutputStream().close();
      var output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (finish(running) != 0) {
        throw new IOException(
            "docker compose %s: %s".formatted(arguments[0], Files.readString(said).strip()));
      }
      return output.strip();
    } finally {
      Files.deleteIfExists(said);
    }
  }

  /** The containers that run, healthy or not: service to what it publishes on this machine. */
  public Map<String, Published> running() throws IOException {
    var running = new LinkedHashMap<String, Published>();
    read("ps", "--format", "json")
        .lines()
        .filter(line -> !line.isBlank())
        .map(JsonObject::new)
        .forEach(one -> running.put(one.getString("Service"), Published.of(one)));
    return running;
  }

  /**
   * Ports of a container on this machine.
   *
   * @param ports the container's port to this machine's
   */
  public record Published(Map<Integer, Integer> ports) {
    static Published of(JsonObject container) {
      var ports = new LinkedHashMap<Integer, Integer>();
      var publishers = container.getJsonArray("Publishers");
      if (publishers != null) {
        publishers.stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getInteger("PublishedPort", 0) > 0)
            .forEach(
                one -> ports.put(one.getInteger("TargetPort"), one.getInteger("PublishedPort")));
      }
      return new Published(Map.copyOf(ports));
    }

    /** This machine's port for one of the container. */
    public Optional<Integer> of(int port) {
      return Optional.ofNullable(ports.get(port));
    }
  }

  private List<String> command(String... arguments) {
    var command = new ArrayList<>(List.of("docker", "compose", "-f", file.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static int finish(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("docker compose was interrupted");
    }
  }
}
