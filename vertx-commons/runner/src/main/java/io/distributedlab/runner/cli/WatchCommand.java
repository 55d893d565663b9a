package io.distributedlab.runner.cli;

import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.report.PlainProgress;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Check.On;
import io.distributedlab.runner.exercise.Ending;
import io.distributedlab.runner.exercise.Exercise;
import io.distributedlab.runner.exercise.ExerciseSheet;
import io.distributedlab.runner.exercise.Finding;
import io.distributedlab.runner.exercise.Journal;
import io.distributedlab.runner.proof.Seeds;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks a code exercise again whenever a source of the lab is saved. */
@Command(
    name = "watch",
    description = {
      "Check a code exercise again each time you save.",
      "Keys: h the next hint, l all exercises, r check now, q quit."
    })
final class WatchCommand extends TerminalCommand {
  private static final long POLL_MS = 200;

  private final LabFolders folders;
  private long began;

  @Mixin private LabName name = new LabName();

  @Parameters(index = "1", arity = "0..1", paramLabel = "EX", description = "Its number, from 1.")
  private @Nullable String number;

  @Mixin private PortOffset portOffset = new PortOffset();
  @Mixin private BackendChoice backends = new BackendChoice();

  WatchCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var lab = folders.descriptor(name.value());
    int ex = chosen(lab);
    var sources = folders.path(lab.folder()).resolve("src/main/java");
    var classes =
        new LearnerClasses(sources, folders.home().resolve(".lab/watch").resolve(lab.folder()));
    try (var terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      terminal.enterRawMode();
      println(
          "Watching %s for exercise %d. Keys: h hint, l list, r check, q quit"
              .formatted(sources, ex));
      return watch(terminal, classes, lab, ex);
    }
  }

  /** The exercise named, or the first about code that is not solved. */
  private int chosen(LabDescriptor lab) {
    var journal = Journal.of(folders.home());
    var done =
        IntStream.rangeClosed(1, lab.exercises().size())
            .mapToObj(ex -> !isCode(lab, ex) || journal.page(lab.folder(), ex).solved())
            .toList();
    int ex =
        ExerciseNumber.of(number, lab.slug(), lab.exercises().size(), done)
            .orElseThrow(
                () -> new UsageException("No code exercise of %s is open.".formatted(lab.slug())));
    if (!isCode(lab, ex)) {
      throw new UsageException(
          "Exercise %d is not about code: ./lab check %s %d".formatted(ex, lab.slug(), ex));
    }
    return ex;
  }

  private static boolean isCode(LabDescriptor lab, int ex) {
    return lab.exercises().get(ex - 1).check() instanceof Check.Claims claims
        && claims.on() == On.FRESH;
  }

  private int watch(Terminal terminal, LearnerClasses classes, LabDescriptor lab, int ex)
      throws IOException, InterruptedException {
    var seen = FileTime.fromMillis(0);
    while (true) {
      var saved = lastSaved(folders.path(lab.folder()).resolve("src/main/java"));
      if (saved.compareTo(seen) > 0) {
        seen = saved;
        check(classes, lab, ex);
      }
      switch (terminal.reader().read(POLL_MS)) {
        case 'h' -> hint(lab, ex);
        case 'l' -> list(lab);
        case 'r' -> seen = FileTime.fromMillis(0);
        case 'q', -1, 3 -> {
          return 0;
        }
        default -> {}
      }
    }
  }

  private static FileTime lastSaved(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      var newest = FileTime.fromMillis(1);
      for (var file : files.toList()) {
        var saved = Files.getLastModifiedTime(file);
        newest = saved.compareTo(newest) > 0 ? saved : newest;
      }
      return newest;
    }
  }

  private void check(LearnerClasses classes, LabDescriptor lab, int ex)
      throws IOException, InterruptedException {
    println("Checking ...");
    began = System.nanoTime();
    var errors = classes.compile();
    if (errors.isEmpty()) {
      try {
        examine(classes.lab(), lab, ex);
      } catch (UsageException e) {
        println(String.valueOf(e.getMessage()));
      }
    } else {
      errors.forEach(this::println);
      println(took());
    }
  }

  /** From the save until this is printed. */
  private String took() {
    return "(%.1f s)".formatted((System.nanoTime() - began) / 1e9);
  }

  private void examine(LabDescriptor saved, LabDescriptor lab, int ex) throws InterruptedException {
    var exercise = saved.exercises().get(ex - 1);
    if (!(exercise.check() instanceof Check.Claims claims)) {
      throw new UsageException("Exercise %d is no longer about code.".formatted(ex));
    }
    var silent = new PlainProgress(new PrintStream(OutputStream.nullOutputStream()));
    new Examination(
            saved,
            portOffset.value(),
            () -> EmbeddedRun.beside(saved, portOffset.value(), backends.value(), ready -> {}),
            Settings.quick(Seeds.any()),
            silent,
            finding -> report(finding, lab, exercise, ex))
        .of(claims);
  }

  private void report(Finding finding, LabDescriptor lab, Exercise exercise, int ex) {
    Journal.of(folders.home()).tried(lab.folder(), ex, finding, "");
    finding.lines().forEach(this::println);
    println(Ending.of(lab.slug(), exercise, ex, finding.verdict()) + " " + took());
  }

  private void hint(LabDescriptor lab, int ex) {
    var entry = ExerciseSheet.of(lab.exercises()).entries().get(ex - 1);
    println(Journal.of(folders.home()).hint(lab.folder(), ex, entry));
  }

  private void list(LabDescriptor lab) {
    var journal = Journal.of(folders.home());
    List<Exercise> all = lab.exercises();
    for (int ex = 1; ex <= all.size(); ex++) {
      var solved = journal.page(lab.folder(), ex).solved() ? "solved" : "open";
      println("  %d  %-6s %s".formatted(ex, solved, all.get(ex - 1).title()));
    }
  }
}
