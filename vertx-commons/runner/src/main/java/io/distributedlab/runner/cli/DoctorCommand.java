package io.distributedlab.runner.cli;

import io.distributedlab.runner.cli.Finding.Verdict;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Looks at this machine: can it run the labs, and if not, what is the fix. */
@Command(
    name = "doctor",
    description = {
      "Check this machine: JDK, memory, ports, Docker, k6, each with a one-line fix.",
      "Exits with 2 when something that every lab needs is missing."
    })
final class DoctorCommand extends TerminalCommand {
  /** The runner's page and the services of the labs. */
  private static final List<Integer> LAB_PORTS = List.of(7070, 8000, 8001, 8002, 8003, 8004);

  /** Grafana, Loki, collector, Prometheus, Jaeger: published by docker-compose.yml. */
  private static final List<Integer> COMPOSE_PORTS = List.of(3001, 3100, 4317, 4318, 9090, 16686);

  @Override
  public Integer call() {
    var findings =
        Stream.of(
                Stream.of(MachineChecks.jdk(), MachineChecks.memory()),
                LAB_PORTS.stream().map(port -> MachineChecks.port(port, Verdict.FAIL)),
                Stream.of(MachineChecks.docker(), MachineChecks.compose(), MachineChecks.k6()),
                COMPOSE_PORTS.stream().map(port -> MachineChecks.port(port, Verdict.NOTE)))
            .flatMap(checks -> checks)
            .peek(this::print)
            .toList();
    var failed = findings.stream().anyMatch(finding -> finding.verdict() == Verdict.FAIL);
    println("");
    println(failed ? "Fix what is marked FAIL, then run a lab." : "Ready: ./lab run base");
    return failed ? 2 : 0;
  }

  private void print(Finding finding) {
    println(
        "@|%s %-5s|@ %s"
            .formatted(finding.verdict().colour(), finding.verdict().label(), finding.text()));
  }
}
