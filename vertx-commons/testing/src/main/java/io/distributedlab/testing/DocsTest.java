package io.distributedlab.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.RunnerServer;
import io.distributedlab.testing.Markdown.Block;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every command that the lab's documents show, run against the lab: the cells of the runbook from
 * its folder, the shell blocks of the README from the project's root. A block that starts, builds
 * or proves a lab, or needs Docker, a cluster or k6, says so in its tag and is left out. A lab has
 * an empty class that extends this one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DocsTest {
  private static final long LIMIT_SECONDS = 60;
  private static final Set<String> ELSEWHERE =
      Set.of(
          "build",
          "check",
          "cluster",
          "docker",
          "embedded",
          "exercise",
          "load",
          "prove",
          "terminal");

  private final LabDescriptor lab =
      Lab.onClasspath().orElseThrow(() -> new AssertionError("no lab on the class path"));
  private final Path folder = Path.of("").toAbsolutePath();
  private @Nullable RunningLab running;

  @BeforeAll
  final void start() {
    running = RunningLab.start(lab);
  }

  @AfterAll
  final void stop() {
    running().stop();
  }

  @TestFactory
  Stream<DynamicTest> theRunbook() throws IOException {
    return blocks("DEMO_RUNBOOK.md", folder);
  }

  @TestFactory
  Stream<DynamicTest> theReadme() throws IOException {
    return blocks("README.md", root());
  }

  /** The project's root. */
  protected final Path root() {
    return folder.resolve("../..").normalize();
  }

  /**
   * The commands of a document as tests.
   *
   * @param document as seen from the lab's folder
   * @param from the folder where the commands are run
   */
  protected final Stream<DynamicTest> blocks(String document, Path from) throws IOException {
    var blocks =
        Markdown.read(folder.resolve(document)).blocks().stream()
            .filter(DocsTest::runsHere)
            .toList();
    return IntStream.range(0, blocks.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    name(i + 1, blocks.get(i)), () -> endsWell(blocks.get(i).text(), from)));
  }

  /** The links of a document that lead nowhere: from it to files, or to headings of files. */
  protected final List<String> deadLinks(String document) throws IOException {
    return Markdown.read(folder.resolve(document)).deadLinks();
  }

  private static boolean runsHere(Block block) {
    return block.info().startsWith("bash") && tags(block).noneMatch(ELSEWHERE::contains);
  }

  private static Stream<String> tags(Block block) {
    return Arrays.stream(attribute(block, "tag").split(",", -1));
  }

  private static String attribute(Block block, String name) {
    int brace = block.info().indexOf('{');
    return brace < 0 ? "" : new JsonObject(block.info().substring(brace)).getString(name, "");
  }

  private static String name(int number, Block block) {
    var name = attribute(block, "name");
    return name.isEmpty() ? number + " " + block.text().lines().findFirst().orElse("") : name;
  }

  private void endsWell(String script, Path from) throws IOException, InterruptedException {
    var told = Files.createDirectories(folder.resolve("target")).resolve("docs.txt");
    var builder =
        new ProcessBuilder("bash", "-e", "-c", here(script))
            .directory(from.toFile())
            .redirectErrorStream(true)
            .redirectOutput(told.toFile());
    builder.environment().putAll(addresses());
    var process = builder.start();
    process.getOutputStream().close();
    var ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    var output = Files.readString(told);
    assertThat(ended).as("within %d s: %s\n%s", LIMIT_SECONDS, script, output).isTrue();
    assertThat(process.exitValue()).as("%s\n%s", script, output).isZero();
  }

  /** The commands as they are, but for the ports: the lab of a test runs on others. */
  private String here(String script) {
    var text = script;
    for (var service : lab.services()) {
      text = replaced(text, service.port(), port(service.name()));
    }
    return replaced(text, RunnerServer.PORT, console());
  }

  private static String replaced(String text, int port, int by) {
    return text.replaceAll("\\b" + port + "\\b", String.valueOf(by));
  }

  /** What the runbooks read: BASE_URL, RUNNER_URL, and BACKEND_1_URL for a service backend-1. */
  private Map<String, String> addresses() {
    var addresses = new HashMap<String, String>();
    for (var service : lab.services()) {
      var variable = service.name().toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
      addresses.put(variable, "http://localhost:" + port(service.name()));
    }
    addresses.put("BASE_URL", "http://localhost:" + port(lab.services().getFirst().name()));
    addresses.put("RUNNER_URL", "http://localhost:" + console());
    return addresses;
  }

  private int port(String service) {
    return running().deployment().base(service).getPort();
  }

  private int console() {
    return running().deployment().console().orElseThrow().getPort();
  }

  private RunningLab running() {
    return Objects.requireNonNull(running, "started before all tests");
  }
}
