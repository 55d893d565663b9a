package io.distributedlab.newlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.backends.TemporaryDirectory;
import io.distributedlab.runner.cli.LabCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * A checkout of the project without its labs, in which the common modules are there as this build
 * has compiled them: nothing of them is compiled or tested again, nor taken from a repository.
 */
record Checkout(Path home) {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final List<String> COMMONS =
      List.of("service", "backends", "experiment", "runner", "testing");

  /** Of a lab, all but what a build makes. */
  private static final List<String> PARTS =
      List.of(
          ".env",
          "DEMO_RUNBOOK.md",
          "README.md",
          "docker-compose.yml",
          "infra",
          "loadtest",
          "pom.xml",
          "src",
          "stubs");

  private static final long LIMIT_SECONDS = 420;

  /** Makes one, in place of the one before. */
  static Checkout at(Path home) throws IOException {
    TemporaryDirectory.delete(home);
    Files.createDirectories(home.resolve("labs"));
    for (var module : COMMONS) {
      var path = Path.of("vertx-commons", module);
      copy(ROOT.resolve(path).resolve("pom.xml"), home.resolve(path).resolve("pom.xml"));
      var classes = path.resolve("target/classes");
      copy(ROOT.resolve(classes), home.resolve(classes));
    }
    for (var shared : List.of("CONTRIBUTING.md", "infra/grafana/dashboards", "loadtest/lib")) {
      copy(ROOT.resolve(shared), home.resolve(shared));
    }
    var pom = Files.readString(ROOT.resolve("pom.xml"));
    Files.writeString(
        home.resolve("pom.xml"), pom.replaceAll(" *<module>labs/[^<]*</module>\n", ""));
    return new Checkout(home.toAbsolutePath());
  }

  /** Brings a lab of the project, to be copied from. */
  void bring(String folder) throws IOException {
    for (var part : PARTS) {
      copy(lab(ROOT, folder).resolve(part), lab(folder).resolve(part));
    }
  }

  private static Path lab(Path home, String folder) {
    return home.resolve("labs").resolve(folder);
  }

  /** The folder of a lab. */
  Path lab(String folder) {
    return lab(home, folder);
  }

  /** {@code ./lab new} with these words. */
  void make(String... words) {
    var command = new ArrayList<>(List.of("new"));
    command.addAll(List.of(words));
    var err = new StringWriter();
    var code =
        LabCli.commandLine(home)
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err, true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .execute(command.toArray(String[]::new));
    assertThat(code).as("%s: %s", command, err).isZero();
  }

  /** Builds and tests labs with all gates of the project, by the Maven of this build, offline. */
  void test(List<String> labs, String... options) throws IOException, InterruptedException {
    var modules = labs.stream().map("labs/"::concat).toList();
    var command =
        new ArrayList<>(List.of(maven(), "-B", "-o", "-pl", String.join(",", modules), "-am"));
    command.addAll(List.of(options));
    // What this build has downloaded is there, whatever the server was called in its settings.
    command.add("-Daether.enhancedLocalRepository.trackingFilename=none");
    var repository = System.getProperty("maven.repo.local");
    if (repository != null) {
      command.add("-Dmaven.repo.local=" + repository);
    }
    command.add("test");
    var log = Files.createTempFile(home, "build", ".log");
    var process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).as("%s\n%s", command, Files.readString(log)).isZero();
  }

  private static String maven() {
    var home = System.getProperty("maven.home");
    return home == null ? "mvn" : Path.of(home, "bin", "mvn").toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      return;
    }
    Files.createDirectories(to.getParent());
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
