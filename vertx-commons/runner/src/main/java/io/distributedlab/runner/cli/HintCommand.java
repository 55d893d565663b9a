package io.distributedlab.runner.cli;

import io.distributedlab.runner.exercise.Journal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one more hint; after the last one, or when the exercise is solved, the model answer. */
@Command(
    name = "hint",
    description = {
      "Show the next hint for an exercise: a nudge, a step, almost the answer.",
      "The model answer follows once it is solved, or when it is asked for twice after the last"
          + " hint.",
      "Without EX it is for the first exercise that is not solved yet."
    })
final class HintCommand extends TerminalCommand {
  private final LabFolders folders;

  @Mixin private LabName name = new LabName();

  @Parameters(index = "1", arity = "0..1", paramLabel = "EX", description = "Its number, from 1.")
  private @Nullable String number;

  HintCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public Integer call() {
    var folder = folders.resolve(name.value());
    var sheet = folders.exercises(folder);
    int count = sheet.entries().size();
    var journal = Journal.of(folders.home());
    var chosen = ExerciseNumber.of(number, folder, count, journal.solved(folder, count));
    if (chosen.isEmpty()) {
      println("All exercises of %s are solved: ./lab progress".formatted(folder));
      return 0;
    }
    int ex = chosen.getAsInt();
    var entry = sheet.entries().get(ex - 1);
    println("@|bold %d. %s|@".formatted(ex, entry.title()));
    println(journal.hint(folder, ex, entry));
    return 0;
  }
}
