package io.distributedlab.runner.cli;

import io.distributedlab.runner.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Documents {@code ./lab test}. The launcher runs it without this program, because the build it
 * starts is the one that would have to build this program first.
 */
@Command(
    name = "test",
    description = {
      "Build everything and run all tests, or those of one lab and of what it needs.",
      "The exit code is the build's."
    })
final class TestCommand implements Runnable {
  private final LabFolders folders;

  @Parameters(arity = "0..1", paramLabel = "LAB", description = "A lab: 7, circuit-breakers, base")
  private @Nullable String lab;

  TestCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public void run() {
    if (lab != null) {
      folders.resolve(lab);
    }
    throw new UsageException(
        "Tests are started by the launcher: run ./lab test in the project's folder.");
  }
}
