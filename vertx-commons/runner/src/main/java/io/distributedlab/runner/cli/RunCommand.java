package io.distributedlab.runner.cli;

import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a lab in this JVM until Ctrl-C. */
@Command(
    name = "run",
    description = {
      "Run a lab until Ctrl-C: all its services in one JVM, real HTTP between them, no Docker.",
      "Prints the addresses to try as soon as everything is ready."
    })
final class RunCommand extends TerminalCommand {
  private static final int HIGHEST_OFFSET = 40_000;

  private final LabFolders folders;

  @Parameters(paramLabel = "LAB", description = "A lab: 7, circuit-breakers, base, ...")
  private String name = "";

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "Add N to every port, to run beside something else.")
  private int portOffset;

  @Option(
      names = "--logs",
      description = "Print the services' log records, one JSON object a line.")
  private boolean logs;

  RunCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (portOffset < 0 || portOffset > HIGHEST_OFFSET) {
      throw new UsageException(
          "--port-offset must be from 0 to %d, not %d.".formatted(HIGHEST_OFFSET, portOffset));
    }
    var lab = folders.descriptor(name);
    var run = new EmbeddedRun(lab, portOffset, logs, this::println);
    run.start();
    println(new ReadyBlock(lab, portOffset).toString());
    new CountDownLatch(1).await(); // the shutdown hook of the run ends the program
    return 0;
  }
}
