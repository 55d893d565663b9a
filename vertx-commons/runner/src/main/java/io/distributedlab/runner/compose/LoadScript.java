package io.distributedlab.runner.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A k6 script of a lab.
 *
 * @param name the file's without {@code .js}
 * @param purpose the first line of its comment
 */
public record LoadScript(String name, String purpose, Path file) {
  private static final String ENDING = ".js";

  /**
   * The scripts in a lab's {@code loadtest/}, by name.
   *
   * @param folder the lab's
   */
  public static List<LoadScript> of(Path folder) throws IOException {
    var scripts = new ArrayList<LoadScript>();
    var loadtest = folder.resolve("loadtest");
    if (Files.isDirectory(loadtest)) {
      try (var files = Files.newDirectoryStream(loadtest, "*" + ENDING)) {
        for (var file : files) {
          scripts.add(read(file));
        }
      }
    }
    scripts.sort(Comparator.comparing(LoadScript::name));
    return scripts;
  }

  private static LoadScript read(Path file) throws IOException {
    var name = String.valueOf(file.getFileName());
    try (var lines = Files.lines(file)) {
      var purpose = lines.findFirst().orElse("").replaceFirst("^//\\s*", "");
      return new LoadScript(name.substring(0, name.length() - ENDING.length()), purpose, file);
    }
  }
}
