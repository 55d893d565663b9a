package io.distributedlab.backends;

/**
 * How a run gets the backends of its lab. One whose address is in the environment, as {@code
 * LAB_BACKEND_NAME}, is used from there whatever this says.
 */
public enum BackendSource {
  /** Started by this JVM, without Docker. */
  EMBEDDED,
  /** Containers of the pinned images, on the same ports. */
  CONTAINERS
}
