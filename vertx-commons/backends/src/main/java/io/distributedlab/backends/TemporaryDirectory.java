package io.distributedlab.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Directories named {@code distributed-lab-NAME-OWNER-…} that only this user may read. The owner is
 * in the name so that a directory has one from its first moment.
 */
public final class TemporaryDirectory {
  private static final Pattern NAME = Pattern.compile("distributed-lab-.+-(\\d+-\\d+)-\\d+");

  private TemporaryDirectory() {}

  /** A new one, owned by this JVM. */
  public static Path create(String name) throws IOException {
    return Files.createTempDirectory("distributed-lab-" + name + "-" + Owner.self() + "-");
  }

  /** Those whose owner is gone and that this user may remove. */
  static List<Path> ofTheDead() throws IOException {
    try (var entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return entries.filter(TemporaryDirectory::isOfTheDead).filter(Files::isWritable).toList();
    }
  }

  private static boolean isOfTheDead(Path path) {
    var matcher = NAME.matcher(path.getFileName().toString());
    return matcher.matches()
        && Owner.parse(matcher.group(1)).filter(owner -> owner.process().isEmpty()).isPresent();
  }

  /** Removes a directory, if it is there, and all that is in it. Links are not followed. */
  public static void delete(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return;
    }
    try (var tree = Files.walk(directory)) {
      tree.sorted(Comparator.reverseOrder()).forEach(TemporaryDirectory::deleteOne);
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) { // another JVM removes it too
        throw e.getCause();
      }
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
