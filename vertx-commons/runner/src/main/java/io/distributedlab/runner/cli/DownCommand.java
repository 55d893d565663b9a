package io.distributedlab.runner.cli;

import io.distributedlab.runner.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a lab's containers. */
@Command(
    name = "down",
    description = {
      "End a lab's containers and remove them, their networks and their data.",
      "The same as docker compose down --volumes --remove-orphans in the lab's folder. Images stay."
    })
final class DownCommand extends TerminalCommand {
  private final LabFolders folders;

  @Mixin private LabName name = new LabName();

  DownCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public Integer call() {
    var code =
        Containers.show(
            Containers.of(folders, name.value()),
            "--profile",
            "*",
            "down",
            "--volumes",
            "--remove-orphans");
    if (code != 0) {
      throw new UsageException("Not all of it is gone, see above; try again.");
    }
    return 0;
  }
}
