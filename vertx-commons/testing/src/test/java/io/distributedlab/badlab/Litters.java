package io.distributedlab.badlab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes files that nobody finds again when the JVM is killed. */
final class Litters {
  private Litters() {}

  static final class WithAFile {
    Path run() throws IOException {
      return Files.createTempFile("x", "");
    }
  }

  static final class WithAnOldFile {
    File run() throws IOException {
      return File.createTempFile("x", "");
    }
  }

  static final class WithADirectory {
    Path run() throws IOException {
      return Files.createTempDirectory("x");
    }
  }

  static final class HopingForAnOrderlyExit {
    void run(File file) {
      file.deleteOnExit();
    }
  }
}
