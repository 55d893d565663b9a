package io.distributedlab.experiment.report;

import io.distributedlab.experiment.ExperimentResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a run leaves on disk. Blocks: not for an event loop.
 *
 * @param report the page to open
 * @param json the same in numbers
 */
public record RunFiles(Path report, Path json) {
  /** Writes {@code report.html} and {@code run.json}, replacing older ones. */
  public static RunFiles write(Path folder, ExperimentResult result) throws IOException {
    Files.createDirectories(folder);
    return new RunFiles(
        Files.writeString(folder.resolve("report.html"), HtmlReport.of(result)),
        Files.writeString(folder.resolve("run.json"), RunJson.of(result).encodePrettily()));
  }
}
