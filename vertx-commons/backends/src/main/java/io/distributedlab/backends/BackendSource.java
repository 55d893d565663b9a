package io.distributedlab.backends;

import static java.util.Locale.ROOT;

import java.util.Map;

/**
 * How a run gets the backends of its lab. One whose address is in the environment, as {@code
 * LAB_BACKEND_NAME}, is used from there whatever this says.
 */
public enum BackendSource {
  /** Started by this JVM, without Docker. */
  EMBEDDED,
  /** Containers of the pinned images, on the same ports. */
  CONTAINERS;

  /**
   * What {@code LAB_BACKENDS} says, else embedded.
   *
   * @throws IllegalArgumentException when it names neither
   */
  public static BackendSource from(Map<String, String> environment) {
    return valueOf(environment.getOrDefault("LAB_BACKENDS", EMBEDDED.name()).toUpperCase(ROOT));
  }
}
