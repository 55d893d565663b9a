package io.distributedlab.backends;

import java.util.Map;
import java.util.TreeMap;

/**
 * How to start a backend.
 *
 * @param name unique among the backends of a lab; its thread and its temporary directory carry it
 * @param port on 127.0.0.1; 0 for any free one
 * @param settings of the server's own configuration file, over the defaults of the backend
 */
public record BackendOptions(String name, int port, Map<String, String> settings) {
  public BackendOptions {
    settings = Map.copyOf(settings);
  }

  public static BackendOptions named(String name) {
    return new BackendOptions(name, 0, Map.of());
  }

  public BackendOptions port(int port) {
    return new BackendOptions(name, port, settings);
  }

  public BackendOptions set(String setting, String value) {
    return new BackendOptions(name, port, over(Map.of(setting, value), settings));
  }

  Map<String, String> settingsOver(Map<String, String> defaults) {
    return over(settings, defaults);
  }

  private static Map<String, String> over(Map<String, String> top, Map<String, String> bottom) {
    var merged = new TreeMap<>(bottom);
    merged.putAll(top);
    return merged;
  }
}
