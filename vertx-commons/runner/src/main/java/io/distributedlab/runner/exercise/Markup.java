package io.distributedlab.runner.exercise;

import java.util.regex.Pattern;

/** The colours that lines have for a terminal, as in {@code @|green near|@}. */
public final class Markup {
  private static final Pattern COLOURED = Pattern.compile("@\\|\\S+ (.*?)\\|@");

  private Markup() {}

  /** A line without them. */
  public static String plain(String line) {
    return COLOURED.matcher(line).replaceAll("$1");
  }
}
