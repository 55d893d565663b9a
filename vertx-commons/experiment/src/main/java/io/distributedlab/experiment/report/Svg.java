package io.distributedlab.experiment.report;

import java.util.Locale;

/** Writes SVG and HTML; every attribute and text is escaped. */
final class Svg {
  private final StringBuilder out = new StringBuilder();

  /** An opening tag with attributes given as name, value, name, value. */
  Svg open(String tag, Object... attributes) {
    tag(tag, attributes);
    out.append('>');
    return this;
  }

  /** An element without content. */
  Svg empty(String tag, Object... attributes) {
    tag(tag, attributes);
    out.append("/>");
    return this;
  }

  Svg close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  Svg text(String text) {
    out.append(escape(text));
    return this;
  }

  /** An element that holds only text. */
  Svg element(String tag, String text, Object... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** Markup that is escaped already. */
  Svg raw(String markup) {
    out.append(markup);
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private void tag(String tag, Object... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(escape(value(attributes[i + 1])))
          .append('"');
    }
  }

  private static String value(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.1f", number)
        : value.toString();
  }
}
