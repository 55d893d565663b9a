package io.distributedlab.runner.cli;

import static java.util.stream.Collectors.joining;

import io.distributedlab.runner.Ports;
import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.compose.LoadScript;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts load on a lab that runs, by k6. */
@Command(
    name = "load",
    description = {
      "Put load on a lab that runs, embedded or in containers, with one of its k6 scripts.",
      "Uses k6 where it is installed, else its container image. Other settings of the scripts are"
          + " environment variables; they are told at the top of each.",
      "The exit code is that of k6: 99 means that a threshold was missed."
    })
final class LoadCommand extends TerminalCommand {
  private static final int ENTRY_PORT = 8000;

  private final LabFolders folders;

  @Mixin private LabName name = new LabName();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SCRIPT",
      description = "Which script of its loadtest/, without .js; may be left out where it has one.")
  private @Nullable String script;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "Which scenario of the script, or all; its first where nothing is said.")
  private @Nullable String scenario;

  @Option(names = "--rate", paramLabel = "N", description = "Requests per second.")
  private @Nullable Integer rate;

  @Option(names = "--duration", paramLabel = "TIME", description = "How long, as in 30s or 2m.")
  private @Nullable String duration;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "Ask for this variant of the lab in every request.")
  private @Nullable String variant;

  @Mixin private PortOffset portOffset = new PortOffset();

  LoadCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var folder = folders.resolve(name.value());
    var chosen = chosen(LoadScript.of(folders.path(folder)), folder);
    var port = ENTRY_PORT + portOffset.value();
    if (Ports.isFree(port)) {
      throw new UsageException(
          "Nothing listens on port %d: start the lab in another terminal, ./lab run %s or ./lab up %s."
              .formatted(port, name.value(), name.value()));
    }
    var load = new K6(folders.home(), "http://localhost:" + port);
    return load.set("SCENARIO", scenario)
        .set("RATE", rate)
        .set("DURATION", duration)
        .set("VARIANT", variant)
        .run(chosen);
  }

  private LoadScript chosen(List<LoadScript> scripts, String folder) {
    if (scripts.size() == 1 && script == null) {
      return scripts.getFirst();
    }
    return scripts.stream()
        .filter(one -> one.name().equals(script))
        .findFirst()
        .orElseThrow(() -> new UsageException(which(scripts, folder)));
  }

  private String which(List<LoadScript> scripts, String folder) {
    if (scripts.isEmpty()) {
      return "labs/%s has no scripts in loadtest/.".formatted(folder);
    }
    var known =
        scripts.stream()
            .map(
                one ->
                    "  ./lab load %s %-20s %s".formatted(name.value(), one.name(), one.purpose()))
            .collect(joining(System.lineSeparator()));
    return "%s: choose one of%n%s"
        .formatted(
            script == null
                ? folder + " has several scripts"
                : "%s has no script '%s'".formatted(folder, script),
            known);
  }
}
