package io.distributedlab.runner;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A main class of this class path in a process of its own, with the signals of a terminal. */
public final class ChildJvm implements AutoCloseable {
  private static final int LIMIT_S = 60;

  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private ChildJvm(Process process, Path err) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.err = err;
  }

  public static ChildJvm start(Path home, Class<?> main, String... arguments) throws IOException {
    return start(home, Map.of(), main, arguments);
  }

  /** The same with more in its environment. */
  public static ChildJvm start(
      Path home, Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    if (Files.isDirectory(Path.of("/proc"))) {
      // a shell that put this test in the background made it, and so its children, ignore SIGINT
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    var classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= 23) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    var first = home.resolve("classes") + File.pathSeparator; // what a test puts there wins
    command.addAll(List.of("-Dlab.home=" + home, "-cp", first + classPath, main.getName()));
    command.addAll(List.of(arguments));
    var err = Files.createTempFile("child", ".err");
    var child = new ProcessBuilder(command).redirectError(err.toFile());
    child.environment().putAll(environment);
    return new ChildJvm(child.start(), err);
  }

  /** Puts a lab in front of those on the class path of the JVMs started here next. */
  public static void install(Path home, Class<? extends Lab> lab) throws IOException {
    var services = Files.createDirectories(home.resolve("classes/META-INF/services"));
    Files.writeString(services.resolve(Lab.class.getName()), lab.getName());
  }

  /** Reads what it prints up to a line with this text. */
  public String readUntil(String text) throws IOException {
    var read = new StringBuilder();
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      read.append(line).append('\n');
      if (line.contains(text)) {
        return read.toString();
      }
    }
    throw new AssertionError("ended without '" + text + "':\n" + read + errors());
  }

  /** Waits until it listens on a port. */
  public void awaitListening(int port) throws InterruptedException, IOException {
    while (Ports.isFree(port)) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("ended with " + process.exitValue() + ": " + errors());
      }
    }
  }

  /** Waits until this text is on its stderr. */
  public void awaitError(String text) throws InterruptedException, IOException {
    while (!errors().contains(text)) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("ended with " + process.exitValue() + ": " + errors());
      }
    }
  }

  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  public int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
      throw new AssertionError("still runs after " + LIMIT_S + " s");
    }
    return process.exitValue();
  }

  public String errors() throws IOException {
    return Files.readString(err);
  }

  public List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  @Override
  public void close() throws IOException {
    var left = processes();
    left.forEach(ProcessHandle::destroyForcibly);
    left.forEach(ended -> ended.onExit().join()); // and gives back its ports
    Files.deleteIfExists(err);
  }
}
