package io.distributedlab.runner.cli;

import picocli.CommandLine.Parameters;

/** The argument that says which lab a command is about. */
final class LabName {
  @Parameters(index = "0", paramLabel = "LAB", description = "A lab: 7, circuit-breakers, base")
  private String value = "";

  /** As it was typed: a number, a slug or a folder. */
  String value() {
    return value;
  }
}
