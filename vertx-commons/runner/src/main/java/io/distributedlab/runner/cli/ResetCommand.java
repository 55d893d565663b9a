package io.distributedlab.runner.cli;

import io.distributedlab.runner.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Puts the class of an exercise back to what it was, and keeps what the learner wrote. */
@Command(
    name = "reset",
    description = {
      "Put the class of an exercise back to what it was before you began.",
      "What you wrote is kept under .lab/saved/."
    })
final class ResetCommand extends TerminalCommand {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd_HH-mm-ss");

  private final LabFolders folders;

  @Mixin private LabName name = new LabName();

  @Parameters(index = "1", paramLabel = "EX", description = "The exercise's number, from 1.")
  private String number = "";

  ResetCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public Integer call() throws IOException {
    var folder = folders.resolve(name.value());
    var sheet = folders.exercises(folder);
    int ex = ExerciseNumber.of(number, folder, sheet.entries().size());
    var source = sheet.entries().get(ex - 1).source();
    if (source.isEmpty()) {
      throw new UsageException(
          "Exercise %d of %s is not about code: there is nothing to put back."
              .formatted(ex, folder));
    }
    var yours = folders.path(folder).resolve("src/main/java").resolve(source);
    var stub = folders.path(folder).resolve("stubs").resolve(source);
    if (Files.exists(yours) && Files.mismatch(yours, stub) >= 0) {
      println("Yours is kept as " + save(yours, folder));
    }
    Files.copy(stub, yours, StandardCopyOption.REPLACE_EXISTING);
    println("As it was: " + yours);
    return 0;
  }

  private Path save(Path yours, String folder) throws IOException {
    var saved = folders.home().resolve(".lab/saved").resolve(folder);
    Files.createDirectories(saved);
    var time = TIME.format(LocalDateTime.now(ZoneId.systemDefault()));
    return Files.copy(
        yours,
        saved.resolve(time + "_" + yours.getFileName()),
        StandardCopyOption.REPLACE_EXISTING);
  }
}
