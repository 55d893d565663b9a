package io.distributedlab.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Directories named {@code distributed-lab-NAME-…} that only this user may read. */
final class TemporaryDirectory {
  private TemporaryDirectory() {}

  static Path create(String name) throws IOException {
    return Files.createTempDirectory("distributed-lab-" + name + "-");
  }

  /** Removes a directory, if it is there, and all that is in it. Links are not followed. */
  static void delete(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return;
    }
    try (var tree = Files.walk(directory)) {
      tree.sorted(Comparator.reverseOrder()).forEach(TemporaryDirectory::deleteOne);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
