package io.distributedlab.runner.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a lab with everything renamed that is called after it: folder, package, the classes
 * that begin with its name, dashboard, commands in documents. Names that its subject has, as most
 * services and metrics do, stay.
 */
final class LabCopy {
  private static final String SERVICES =
      "src/main/resources/META-INF/services/io.distributedlab.runner.Lab";
  private static final Pattern LAB =
      Pattern.compile("io\\.distributedlab\\.(?<package>\\w+)\\.(?<class>\\w+)Lab\\s*");
  private static final Pattern FOLDER =
      Pattern.compile("(?:week-(?<week>\\d\\d)-|base-)?(?<slug>[a-z0-9-]+)");

  /** Its week, folder and title, as the descriptor gives them. */
  private static final String DESCRIPTOR = "(lab\\(\\s*)\\d+,\\s*\"%s\",\\s*\"[^\"]*\"";

  private static final String COMMANDS = "run|prove|check|watch|hint|reset|test|generate|list";

  private final Map<Pattern, String> renames = new LinkedHashMap<>();
  private final Path original;
  private final String folder;
  private final LabName name;

  private LabCopy(Path original, LabName name) {
    this.original = original;
    this.folder = String.valueOf(original.getFileName());
    this.name = name;
  }

  /** Path in the new lab's folder to content. */
  static SortedMap<String, String> of(Path original, LabName name) throws IOException {
    return new LabCopy(original, name).files();
  }

  private SortedMap<String, String> files() throws IOException {
    collectRenames();
    var copied = new TreeMap<String, String>();
    try (var files = Files.walk(original)) {
      for (var file : files.filter(this::isSource).toList()) {
        var path = original.relativize(file).toString().replace('\\', '/');
        copied.put(renamed(path), renamed(Files.readString(file)));
      }
    }
    copied.computeIfPresent("infra/dashboard.json", (path, json) -> retitled(json));
    return copied;
  }

  private boolean isSource(Path file) {
    var top = original.relativize(file).getName(0).toString();
    return Files.isRegularFile(file) && !top.equals("target") && !top.equals(".lab");
  }

  private void collectRenames() throws IOException {
    var services = original.resolve(SERVICES);
    var lab = LAB.matcher(Files.exists(services) ? Files.readString(services) : "");
    var parts = FOLDER.matcher(folder);
    if (!lab.matches() || !parts.matches()) {
      throw new NotPossible(
          "Lab '%s' is not made as labs are, so it cannot be copied: take another."
              .formatted(folder));
    }
    var slug = parts.group("slug");
    var week = parts.group("week");
    var names = slug + (week == null ? "|0|base" : "|" + week + "|" + Integer.parseInt(week));
    rename(
        DESCRIPTOR.formatted(folder), "$10, \"%s\", \"%s\"".formatted(name.folder(), name.title()));
    rename("\\blab-\\d\\d-" + slug + "\\b", "lab-00-" + name.folder());
    rename("\\b" + folder + "\\b", name.folder());
    rename("\\b(" + COMMANDS + ") (?:" + names + ")(?![\\w-]|\\.\\w)", "$1 " + name.folder());
    if (week != null) {
      rename("\\bweek-" + week + "(?!\\d)", name.folder());
    }
    rename(
        "io([./])distributedlab[./]" + lab.group("package") + "\\b",
        "io$1distributedlab$1" + name.packageName());
    rename("\\b" + lab.group("class") + "(?=[A-Z])", name.className());
  }

  private void rename(String from, String to) {
    renames.put(Pattern.compile(from), to);
  }

  private String renamed(String text) {
    var result = text;
    for (var rename : renames.entrySet()) {
      result = rename.getKey().matcher(result).replaceAll(rename.getValue());
    }
    return result;
  }

  private String retitled(String dashboard) {
    return Pattern.compile("\"title\" : \"[^\"]*\"")
        .matcher(dashboard)
        .replaceFirst(Matcher.quoteReplacement("\"title\" : \"%s\"".formatted(name.title())));
  }
}
