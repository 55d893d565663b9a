package io.distributedlab.runner.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The modules that the root {@code pom.xml} lists: Maven does not look for folders by itself. */
final class ModuleList {
  private static final String END = "  </modules>\n";

  private ModuleList() {}

  /**
   * The text of the file with one more lab, the last of its list.
   *
   * @throws NotPossible when the file has no list of modules
   */
  static String with(String folder, Path pom) throws IOException {
    var text = Files.exists(pom) ? Files.readString(pom) : "";
    int end = text.indexOf(END);
    if (end < 0) {
      throw new NotPossible(
          "%s has no list of modules to put the lab into: run ./lab in a checkout of the project."
              .formatted(pom));
    }
    return text.substring(0, end)
        + "    <module>labs/%s</module>\n".formatted(folder)
        + text.substring(end);
  }

  /** Replaces the file at once: who reads it sees the old list or the new one. */
  static void replace(Path pom, String text) throws IOException {
    var next = pom.resolveSibling(".pom.xml.new");
    try {
      Files.writeString(next, text);
      Files.move(next, pom, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
