package io.distributedlab.bench;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process that runs one variant. It ends when this process does, whatever the reason. */
final class ChainProcess implements AutoCloseable {
  /** More options for the JVM of each chain, separated by spaces. */
  private static final String EXTRA_OPTIONS = "CHAIN_JAVA_OPTS";

  private final Variant variant;
  private final Ports ports;
  private final Process process;

  private ChainProcess(Variant variant, Ports ports, Process process) {
    this.variant = variant;
    this.ports = ports;
    this.process = process;
  }

  static ChainProcess start(Variant variant, int firstPort) throws IOException {
    var process =
        new ProcessBuilder(command(variant, firstPort))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start();
    return new ChainProcess(variant, Ports.from(firstPort), process);
  }

  Variant variant() {
    return variant;
  }

  int port() {
    return ports.gateway();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Processor time used so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> command(Variant variant, int firstPort) {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of("-Xms512m", "-Xmx512m"));
    command.addAll(quiet());
    Arrays.stream(System.getenv().getOrDefault(EXTRA_OPTIONS, "").split(" "))
        .filter(option -> !option.isEmpty())
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ChainServer.class.getName(), variant.name(), "" + firstPort));
    return command;
  }

  /** Options without which the libraries print warnings on this JDK. */
  private static List<String> quiet() {
    return Runtime.version().feature() < 23
        ? List.of()
        : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  }
}
