package io.distributedlab.runner.cli;

import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.compose.ComposeProject.Published;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts a lab in containers. */
@Command(
    name = "up",
    description = {
      "Start a lab in containers, with Collector, Jaeger, Prometheus, Loki and Grafana, and wait"
          + " until all are healthy.",
      "Builds the lab's image first where its code has changed. The same as docker compose up"
          + " --build --detach --wait in the lab's folder; ./lab down ends it."
    })
final class UpCommand extends TerminalCommand {
  private final LabFolders folders;

  @Mixin private LabName name = new LabName();

  UpCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public Integer call() {
    var project = Containers.of(folders, name.value());
    if (Containers.show(project, "build") != 0) {
      throw new UsageException("The lab's image was not built, see above; nothing was started.");
    }
    if (Containers.show(project, "up", "--detach", "--wait") != 0) {
      throw new UsageException(
          ("Not all of it is up, see above: where a port is taken, choose another (GATEWAY_PORT=18000"
                  + " ./lab up %1$s, names in the compose file); ./lab down %1$s removes what did start.")
              .formatted(name.value()));
    }
    println(addresses(Containers.running(project)));
    return 0;
  }

  private String addresses(Map<String, Published> running) {
    var lines = new StringJoiner(System.lineSeparator()).add("");
    new TreeMap<>(running)
        .forEach(
            (service, open) ->
                open.ports().values().stream()
                    .sorted()
                    .findFirst()
                    .ifPresent(port -> lines.add(row(service, "localhost:" + port))));
    return lines
        .add("")
        .add(
            row(
                "Live page",
                "the address of runner, in a browser; traces: jaeger, panels: grafana"))
        .add(row("Load", "./lab load " + name.value()))
        .add(row("Experiment", "./lab prove " + name.value() + " --on compose"))
        .add(row("End", "./lab down " + name.value()))
        .toString();
  }

  private static String row(String name, String value) {
    return "  %-14s %s".formatted(name, value);
  }
}
