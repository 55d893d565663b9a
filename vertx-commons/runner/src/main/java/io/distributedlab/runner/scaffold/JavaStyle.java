package io.distributedlab.runner.scaffold;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

/**
 * Formats Java as the build checks it: with names of any length a line may be too long, or short
 * enough to be one with the next, and imports may have another order.
 */
final class JavaStyle {
  private static final JavaFormatterOptions OPTIONS = JavaFormatterOptions.defaultOptions();

  private JavaStyle() {}

  /**
   * The same code as google-java-format writes it.
   *
   * @throws IllegalArgumentException when it is not Java
   */
  static String of(String source) {
    try {
      var formatted = new Formatter(OPTIONS).formatSource(source);
      return ImportOrderer.reorderImports(
          RemoveUnusedImports.removeUnusedImports(formatted), OPTIONS.style());
    } catch (FormatterException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
