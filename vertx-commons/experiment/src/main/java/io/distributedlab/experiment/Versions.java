package io.distributedlab.experiment;

import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a run ran on. */
final class Versions {
  private Versions() {}

  static Map<String, String> here() {
    var versions = new TreeMap<String, String>();
    versions.put("java", System.getProperty("java.runtime.version", "unknown"));
    versions.put(
        "vertx",
        Objects.requireNonNullElse(Vertx.class.getPackage().getImplementationVersion(), "unknown"));
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    versions.put("architecture", System.getProperty("os.arch", "unknown"));
    versions.put("cpus", Integer.toString(Runtime.getRuntime().availableProcessors()));
    versions.put("heap_mb", Long.toString(Runtime.getRuntime().maxMemory() >> 20));
    return versions;
  }
}
