package io.distributedlab.runner.cli;

import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a lab in this JVM until Ctrl-C. */
@Command(
    name = "run",
    description = {
      "Run a lab until Ctrl-C: all its services in one JVM, real HTTP between them, no Docker.",
      "Prints the addresses to try as soon as everything is ready."
    })
final class RunCommand extends TerminalCommand {
  private final LabFolders folders;

  @Mixin private LabName name = new LabName();

  @Option(
      names = "--logs",
      description = "Print the services' log records, one JSON object a line.")
  private boolean logs;

  @Mixin private PortOffset portOffset = new PortOffset();
  @Mixin private BackendChoice backends = new BackendChoice();

  RunCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public Integer call() throws InterruptedException {
    var offset = portOffset.value();
    var lab = folders.descriptor(name.value());
    var run = new EmbeddedRun(lab, offset, logs, backends.value(), folders.home(), this::println);
    run.start();
    println(new ReadyBlock(lab, offset, run.lab().addresses()).toString());
    new CountDownLatch(1).await(); // the shutdown hook of the run ends the program
    return 0;
  }
}
