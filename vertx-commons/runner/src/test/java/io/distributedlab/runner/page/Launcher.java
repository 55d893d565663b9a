package io.distributedlab.runner.page;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A {@code ./lab} that needs no build: prints like {@code ./lab check}, by the first number of the
 * answer. 1 solves, 2 does not compile, 7 takes for ever, anything else is far.
 */
final class Launcher {
  private static final String SCRIPT =
      """
      #!/bin/sh
      echo "1. The share"
      echo "Which share?"
      echo
      echo "Building <script>" >&2
      case "$*" in
        *--answer=2*) echo "The code does not compile" >&2; exit 2 ;;
        *--answer=7*) echo "waiting" >&2; sleep 600 ;;
      esac
      echo "asked with $*"
      case "$*" in
        *--answer=1*) echo "near answered"; exit 0 ;;
        *--answer=3*) exit 3 ;;
        *) echo "far  answered <b>"; exit 1 ;;
      esac
      """;

  private Launcher() {}

  static void writeTo(Path home) throws Exception {
    var script = Files.writeString(home.resolve("lab"), SCRIPT);
    if (!script.toFile().setExecutable(true)) {
      throw new AssertionError(script + " cannot be made executable");
    }
  }
}
