package io.distributedlab.runner.proof;

import io.distributedlab.experiment.ExperimentResult;
import io.distributedlab.experiment.Verdict;
import io.distributedlab.experiment.report.RunFiles;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where runs of experiments are kept: {@code .lab/runs/LAB/TIME/}, with a link {@code latest} to
 * the newest.
 */
public final class RunFolders {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd_HH-mm-ss");

  private final Path runs;

  /** The runs of the checkout at {@code home}. */
  public RunFolders(Path home) {
    this.runs = home.resolve(".lab").resolve("runs");
  }

  /** Writes report and numbers of a run and makes it the latest one of its lab. */
  public RunFiles keep(String lab, ExperimentResult result) throws IOException {
    var time = TIME.format(result.startedAt().atZone(ZoneId.systemDefault()));
    var files = RunFiles.write(runs.resolve(lab).resolve(time), result);
    point(runs.resolve(lab).resolve("latest"), Path.of(time));
    return files;
  }

  /** The verdict of the newest full run of a lab; empty when there is none. */
  public Optional<Verdict> verdict(String lab) {
    var folder = runs.resolve(lab);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> kept = Files.list(folder)) {
      return kept.filter(run -> !Files.isSymbolicLink(run))
          .map(run -> run.resolve("run.json"))
          .filter(Files::isRegularFile)
          .sorted(Comparator.reverseOrder())
          .map(RunFolders::read)
          .filter(run -> !run.getBoolean("quick", false))
          .findFirst()
          .map(run -> Verdict.valueOf(run.getString("verdict").toUpperCase(Locale.ROOT)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject read(Path run) {
    try {
      return new JsonObject(Files.readString(run));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the link in one step; a file system without links has none. */
  private static void point(Path link, Path target) throws IOException {
    var fresh = link.resolveSibling(target + ".link");
    try {
      Files.createSymbolicLink(fresh, target);
    } catch (UnsupportedOperationException | FileSystemException none) {
      return;
    }
    Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
