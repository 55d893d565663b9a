package io.distributedlab.service;

import java.util.Map;

/** Things that are known by a name. */
public final class Named {
  private Named() {}

  /**
   * The one of this name.
   *
   * @param kind what they are, as the error says it
   * @throws IllegalArgumentException when there is none of this name; says which there are
   */
  public static <T> T find(Map<String, T> all, String kind, String name) {
    var found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "there is no %s %s; there is: %s".formatted(kind, name, all.keySet()));
    }
    return found;
  }
}
