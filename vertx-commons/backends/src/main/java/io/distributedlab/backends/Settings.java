package io.distributedlab.backends;

import java.util.Map;
import java.util.TreeMap;

/** Settings of a server, in the order of their names. */
final class Settings {
  private Settings() {}

  static Map<String, String> over(Map<String, String> top, Map<String, String> bottom) {
    var merged = new TreeMap<>(bottom);
    merged.putAll(top);
    return merged;
  }
}
