package io.distributedlab.runner.cli;

import io.distributedlab.runner.exercise.ExerciseSheet;
import io.distributedlab.runner.exercise.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** What is solved, exercise by exercise, and how good the learner's numbers were. */
@Command(
    name = "progress",
    description = {
      "Show every exercise of every lab, what is solved, and how good your predictions were.",
      "The calibration score is the median distance of your first numbers from what was measured:"
          + " 0 % is perfect."
    })
final class ProgressCommand extends TerminalCommand {
  private final Curriculum curriculum;
  private final LabFolders folders;

  ProgressCommand(Curriculum curriculum, LabFolders folders) {
    this.curriculum = curriculum;
    this.folders = folders;
  }

  @Override
  public Integer call() {
    var journal = Journal.of(folders.home());
    var errors = new ArrayList<Double>();
    labs().forEach(folder -> print(folder, folders.exercises(folder), journal, errors));
    println("");
    println(calibration(errors));
    return 0;
  }

  private Stream<String> labs() {
    var known = curriculum.entries().stream().map(Curriculum.Entry::folder);
    return Stream.concat(known.filter(folders::isBuilt), folders.own().stream());
  }

  private void print(String folder, ExerciseSheet sheet, Journal journal, List<Double> errors) {
    if (sheet.entries().isEmpty()) {
      return;
    }
    println("");
    println("@|bold " + folder + "|@");
    for (int ex = 1; ex <= sheet.entries().size(); ex++) {
      var entry = sheet.entries().get(ex - 1);
      var page = journal.page(folder, ex);
      println(
          "  %d  %-8s %-10s %s%s"
              .formatted(ex, entry.kindName(), state(page), entry.title(), error(page)));
      if (page.error() >= 0) {
        errors.add(page.error());
      }
    }
  }

  private static String state(Journal.Page page) {
    return page.solved() ? "solved" : page.tries() > 0 ? "tried" : "open";
  }

  private static String error(Journal.Page page) {
    return page.error() < 0
        ? ""
        : String.format(Locale.ROOT, " (off by %.0f %%)", page.error() * 100);
  }

  private static String calibration(List<Double> errors) {
    if (errors.isEmpty()) {
      return "Calibration: give a first number, as in ./lab check circuit-breakers 1";
    }
    var sorted = errors.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "Calibration: your numbers were off by %.0f %% in the median of %d exercises.",
        sorted.get(sorted.size() / 2) * 100,
        sorted.size());
  }
}
