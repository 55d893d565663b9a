package io.distributedlab.runner.cli;

import io.distributedlab.experiment.ExperimentResult;
import io.distributedlab.experiment.report.RunFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Where runs of experiments are kept: {@code .lab/runs/LAB/TIME/}, with a link {@code latest} to
 * the newest.
 */
final class RunFolders {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd_HH-mm-ss");

  private final Path runs;

  /** The runs of the checkout at {@code home}. */
  RunFolders(Path home) {
    this.runs = home.resolve(".lab").resolve("runs");
  }

  /** Writes report and numbers of a run and makes it the latest one of its lab. */
  RunFiles keep(String lab, ExperimentResult result) throws IOException {
    var time = TIME.format(result.startedAt().atZone(ZoneId.systemDefault()));
    var files = RunFiles.write(runs.resolve(lab).resolve(time), result);
    point(runs.resolve(lab).resolve("latest"), Path.of(time));
    return files;
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
