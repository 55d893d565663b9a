package io.distributedlab.runner.cli;

import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.compose.ComposeProject;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The container way of a lab, or one sentence on why this machine or this lab has none. */
final class Containers {
  private Containers() {}

  /**
   * The lab's compose project.
   *
   * @throws UsageException when there is no engine, no compose, or no compose file
   */
  static ComposeProject of(LabFolders folders, String lab) {
    var folder = folders.resolve(lab);
    var project = new ComposeProject(folders.path(folder));
    if (!project.exists()) {
      throw new UsageException(
          "labs/%s has no docker-compose.yml: ./lab run %s runs it without Docker."
              .formatted(folder, lab));
    }
    if (engine().isEmpty()) {
      throw new UsageException(
          "No Docker engine answers: start it or install it from"
              + " https://docs.docker.com/get-docker/, or use ./lab run "
              + lab
              + ".");
    }
    if (compose().isEmpty()) {
      throw new UsageException(
          "This Docker has no compose: install it, https://docs.docker.com/compose/install/, or use"
              + " ./lab run "
              + lab
              + ".");
    }
    return project;
  }

  /** The version of the engine that answers. */
  static Optional<String> engine() {
    return Shell.output("docker", "version", "--format", "{{.Server.Version}}");
  }

  /** The version of Compose. */
  static Optional<String> compose() {
    return Shell.output("docker", "compose", "version", "--short");
  }

  /** What runs of it, and what that publishes. */
  static Map<String, ComposeProject.Published> running(ComposeProject project) {
    try {
      return project.running();
    } catch (IOException e) {
      throw new UsageException("Compose does not tell what runs: " + e.getMessage());
    }
  }

  /** Runs a command of compose whose output the user sees; its exit code. */
  static int show(ComposeProject project, String... arguments) {
    try {
      return project.show(arguments);
    } catch (IOException e) {
      throw new UsageException("Compose could not be run: " + e.getMessage());
    }
  }
}
