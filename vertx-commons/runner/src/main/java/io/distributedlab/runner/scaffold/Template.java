package io.distributedlab.runner.scaffold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with gaps. {@code @name@} is a value. A line {@code @if name@} begins lines that are there
 * when the name is, and a line {@code @else@} those that are there when it is not; a line {@code
 * @each list@} begins lines that are there once for each item. Both go up to a line {@code @end@},
 * and nest.
 */
final class Template {
  private static final Pattern VALUE = Pattern.compile("@(\\w+)@");
  private static final Pattern DIRECTIVE = Pattern.compile("\\s*@(if|each|else|end)(?: (\\w+))?@");

  /** A part of a text: a line, or a block of lines. */
  private sealed interface Part {
    void fill(Map<String, ?> values, StringBuilder out);
  }

  private record Line(String text) implements Part {
    @Override
    public void fill(Map<String, ?> values, StringBuilder out) {
      out.append(fillLine(text, values)).append('\n');
    }
  }

  private record If(String name, List<Part> then, List<Part> otherwise) implements Part {
    @Override
    public void fill(Map<String, ?> values, StringBuilder out) {
      (values.containsKey(name) ? then : otherwise).forEach(part -> part.fill(values, out));
    }
  }

  private record Each(String list, List<Part> body) implements Part {
    @Override
    public void fill(Map<String, ?> values, StringBuilder out) {
      if (!(values.get(list) instanceof List<?> items)) {
        throw new IllegalArgumentException("there is no list " + list);
      }
      for (var item : items) {
        var inside = new HashMap<String, Object>(values);
        ((Map<?, ?>) item).forEach((name, value) -> inside.put(String.valueOf(name), value));
        body.forEach(part -> part.fill(inside, out));
      }
    }
  }

  private final Iterator<String> lines;
  private String ending = "";

  private Template(String text) {
    this.lines = text.lines().iterator();
  }

  /**
   * The text with its gaps filled.
   *
   * @param values name to text, or to a list of maps like this one
   * @throws IllegalArgumentException when a value is missing or a block has no end
   */
  static String fill(String text, Map<String, ?> values) {
    var out = new StringBuilder();
    new Template(text).parts("").forEach(part -> part.fill(values, out));
    return out.toString();
  }

  /** One line without blocks, like a path. */
  static String fillLine(String line, Map<String, ?> values) {
    return VALUE
        .matcher(line)
        .replaceAll(gap -> Matcher.quoteReplacement(value(gap.group(1), values)));
  }

  private static String value(String name, Map<String, ?> values) {
    if (values.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("there is no value for @" + name + "@");
  }

  /** Reads up to a line that ends this block, and keeps in {@code ending} which it was. */
  private List<Part> parts(String block) {
    var parts = new ArrayList<Part>();
    while (lines.hasNext()) {
      var line = lines.next();
      var directive = DIRECTIVE.matcher(line);
      if (!directive.matches()) {
        parts.add(new Line(line));
        continue;
      }
      switch (directive.group(1)) {
        case "if" -> parts.add(condition(directive.group(2)));
        case "each" -> parts.add(new Each(directive.group(2), parts("each")));
        default -> {
          ending = directive.group(1);
          return parts;
        }
      }
    }
    if (!block.isEmpty()) {
      throw new IllegalArgumentException("a block " + block + " has no end");
    }
    return parts;
  }

  private Part condition(String name) {
    var then = parts("if");
    return new If(name, then, ending.equals("else") ? parts("else") : List.of());
  }
}
