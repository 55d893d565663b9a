package io.distributedlab.runner.cli;

import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.report.ProgressBars;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Ending;
import io.distributedlab.runner.exercise.Exercise;
import io.distributedlab.runner.exercise.Finding;
import io.distributedlab.runner.exercise.Journal;
import io.distributedlab.runner.proof.Seeds;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks one exercise: takes the answer, measures, tells what became of it. */
@Command(
    name = "check",
    description = {
      "Check an exercise: give your numbers or your code, and see them measured.",
      "Without EX it is the first one that is not solved yet."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:solved",
      "1:not solved",
      "2:wrong usage or environment",
      "3:inconclusive: too noisy a machine"
    })
final class CheckCommand extends TerminalCommand {
  private final LabFolders folders;

  @Mixin private LabName name = new LabName();

  @Parameters(index = "1", arity = "0..1", paramLabel = "EX", description = "Its number, from 1.")
  private @Nullable String number;

  @Option(
      names = "--answer",
      paramLabel = "ANSWER",
      description = "Your numbers, with commas between, or your words; else you are asked.")
  private @Nullable String answer;

  @Option(names = "--seed", paramLabel = "N", description = "Repeat the run with this seed.")
  private @Nullable Long seed;

  @Mixin private PortOffset portOffset = new PortOffset();
  @Mixin private BackendChoice backends = new BackendChoice();

  CheckCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public Integer call() throws InterruptedException {
    var lab = folders.descriptor(name.value());
    var journal = Journal.of(folders.home());
    var chosen =
        ExerciseNumber.of(
            number,
            lab.slug(),
            lab.exercises().size(),
            journal.solved(lab.folder(), lab.exercises().size()));
    if (chosen.isEmpty()) {
      println("All exercises of %s are solved: ./lab progress".formatted(lab.slug()));
      return 0;
    }
    int ex = chosen.getAsInt();
    var exercise = lab.exercises().get(ex - 1);
    println("@|bold %d. %s|@".formatted(ex, exercise.title()));
    println(exercise.task());
    if (exercise.check() instanceof Check.Claims claims && !claims.source().isEmpty()) {
      println("Your class: " + file(lab, claims.source()));
    }
    println("");
    return examine(lab, exercise, ex).verdict().exitCode();
  }

  private void report(Finding finding, LabDescriptor lab, Exercise exercise, int ex) {
    Journal.of(folders.home()).tried(lab.folder(), ex, finding, answer == null ? "" : answer);
    finding.lines().forEach(this::println);
    println("");
    println(Ending.of(lab.slug(), exercise, ex, finding.verdict()));
  }

  private Finding examine(LabDescriptor lab, Exercise exercise, int ex)
      throws InterruptedException {
    var examination = examination(lab, finding -> report(finding, lab, exercise, ex));
    var answers = new Answers(lab.slug(), ex, answer, this::ask);
    return switch (exercise.check()) {
      case Check.Numbers numbers -> {
        answer = answers.text(numbers);
        yield examination.of(numbers, answers.numbers(answer, numbers));
      }
      case Check.Claims claims -> examination.of(claims);
      case Check.Comparison comparison -> {
        answer = answers.words();
        var compared = Finding.comparison(exercise);
        report(compared, lab, exercise, ex);
        yield compared;
      }
    };
  }

  /** From the project's root, as it can be opened from there. */
  private Path file(LabDescriptor lab, String source) {
    var file = folders.path(lab.folder()).resolve("src/main/java").resolve(source);
    return folders.home().relativize(file);
  }

  private @Nullable String ask(@Nullable String question) {
    var console = onTerminal() ? System.console() : null;
    return console == null ? null : console.readLine("%s? ", question);
  }

  private Examination examination(LabDescriptor lab, Consumer<Finding> found) {
    var progress = ProgressBars.on(System.err, onTerminal(), commandLine().getUsageHelpWidth());
    return new Examination(
        lab,
        portOffset.value(),
        () -> EmbeddedRun.beside(lab, portOffset.value(), backends.value(), this::note),
        Settings.quick(seed == null ? Seeds.any() : seed),
        progress,
        found);
  }
}
