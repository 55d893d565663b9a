package io.distributedlab.runner.cli;

import io.distributedlab.runner.UsageException;
import picocli.CommandLine.Option;

/** The option {@code --port-offset} of the commands that start a lab. */
final class PortOffset {
  private static final int HIGHEST = 40_000;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "Add N to every port, to run beside something else.")
  private int offset;

  /**
   * The offset.
   *
   * @throws UsageException when it is out of range
   */
  int value() {
    if (offset < 0 || offset > HIGHEST) {
      throw new UsageException(
          "--port-offset must be from 0 to %d, not %d.".formatted(HIGHEST, offset));
    }
    return offset;
  }
}
