package io.distributedlab.runner.cli;

import io.distributedlab.runner.GeneratedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes the files that are made from the lab on the class path. */
@Command(
    name = "generate",
    hidden = true,
    description = "Write dashboards and scrape targets from the panels declared in Java.")
final class GenerateCommand extends TerminalCommand {
  private final LabFolders folders;

  @Mixin private LabName name = new LabName();

  GenerateCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public Integer call() throws IOException {
    var files = new TreeMap<>(GeneratedFiles.shared());
    files.putAll(GeneratedFiles.of(folders.descriptor(name.value())));
    for (var file : files.entrySet()) {
      var path = folders.home().resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
      println(file.getKey());
    }
    return 0;
  }
}
