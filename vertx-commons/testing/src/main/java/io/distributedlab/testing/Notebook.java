package io.distributedlab.testing;

import io.distributedlab.testing.Markdown.Block;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What is wrong with a runbook, as a Runme notebook and by the rules of this house.
 *
 * <p>Source: Runme, "Cell configuration": attributes are JSON after the language, and end at the
 * first closing brace.
 */
final class Notebook {
  private static final Set<String> SHELLS = Set.of("bash", "sh");
  private static final Set<String> TEXTS = Set.of("text", "json", "java", "javascript", "yaml");
  private static final Set<String> ATTRIBUTES =
      Set.of("name", "tag", "interactive", "background", "cwd", "excludeFromRunAll", "promptEnv");
  private static final Set<String> TAGS =
      Set.of("setup", "demo", "fault", "load", "trace", "cleanup", "embedded", "docker", "prove");
  private static final Pattern SLEEP = Pattern.compile("(^|[;&|\\s])sleep \\d");
  private static final Pattern CURL = Pattern.compile("\\bcurl\\b");

  private final List<String> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private Notebook() {}

  /** In words, each with the name of its cell; empty for a sound notebook. */
  static List<String> problemsOf(Markdown document) {
    var notebook = new Notebook();
    notebook.frontmatter(document.frontmatter());
    document.blocks().forEach(notebook::block);
    return List.copyOf(notebook.problems);
  }

  private void frontmatter(String yaml) {
    try {
      Object front = new Yaml().load(yaml);
      if (!(front instanceof Map<?, ?> map) || !"bash".equals(map.get("shell"))) {
        problems.add("the frontmatter does not say shell: bash");
      }
    } catch (YAMLException e) {
      problems.add("the frontmatter is no YAML: " + e.getMessage());
    }
  }

  private void block(Block block) {
    var info = block.info().strip();
    var language = info.split("[ {]", 2)[0];
    if (SHELLS.contains(language)) {
      cell(info.substring(language.length()).strip(), block.text());
    } else if (!TEXTS.contains(language)) {
      problems.add("a block in '" + language + "' is neither a shell's nor text");
    }
  }

  private void cell(String attributes, String script) {
    JsonObject json;
    try {
      json = new JsonObject(attributes);
    } catch (DecodeException e) {
      problems.add("attributes are no JSON: '" + attributes + "'");
      return;
    }
    var name = json.getValue("name");
    check(
        name instanceof String text && names.add(text), "'" + name + "' is missing or not unique");
    check(attributes.indexOf('}') == attributes.length() - 1, name + ": a brace in a value");
    check(ATTRIBUTES.containsAll(json.fieldNames()), name + ": unknown attribute in " + json);
    check(
        json.fieldNames().stream().allMatch(field -> json.getValue(field) instanceof String),
        name + ": a value that is no text");
    check(
        TAGS.containsAll(List.of(String.valueOf(json.getValue("tag")).split(",", -1))),
        name + ": unknown tag in " + json.getValue("tag"));
    check("false".equals(json.getValue("interactive")), name + ": interactive is not \"false\"");
    check(!SLEEP.matcher(script).find(), name + ": sleeps, where it should poll");
    check(
        !CURL.matcher(script).find() || script.contains("--max-time"),
        name + ": curl without --max-time");
  }

  private void check(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }
}
