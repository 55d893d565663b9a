package io.distributedlab.runner.scaffold;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * The name of a new lab, and what is called after it.
 *
 * @param folder under {@code labs/}, like {@code my-chain}
 */
public record LabName(String folder) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{1,39}");
  private static final Set<String> COMMONS =
      Set.of("service", "backends", "experiment", "runner", "testing", "bench");

  /**
   * Checks the form.
   *
   * @throws NotPossible when no lab can have this name
   */
  public LabName {
    if (!FORM.matcher(folder).matches() || folder.endsWith("-")) {
      throw new NotPossible(
          "'%s' cannot be the name of a lab: take 2 to 40 small letters, digits and hyphens, a letter first and no hyphen last, as in my-chain."
              .formatted(folder));
    }
    if (folder.startsWith("week-") || folder.startsWith("base") || isOfTheProject(folder)) {
      throw new NotPossible(
          "'%s' is a name of the project's own, as all that begin with week-, base or lab-: take another, as in my-chain."
              .formatted(folder));
    }
  }

  private static boolean isOfTheProject(String folder) {
    return folder.startsWith("lab-") || folder.equals("distributed-lab");
  }

  /** In class names: {@code MyChain}. */
  String className() {
    return words(folder, "");
  }

  /**
   * The last part of its package: {@code mychain}; {@code newlab} for what Java or commons have.
   */
  String packageName() {
    var plain = folder.replace("-", "");
    return SourceVersion.isKeyword(plain) || COMMONS.contains(plain) ? plain + "lab" : plain;
  }

  /** For people: {@code My Chain}. */
  String title() {
    return words(folder, " ");
  }

  /** The parts between hyphens, each with a capital. */
  static String words(String name, String separator) {
    return Arrays.stream(name.split("-", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining(separator));
  }
}
