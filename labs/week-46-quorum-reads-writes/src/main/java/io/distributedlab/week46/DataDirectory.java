package io.distributedlab.week46;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * Where the logs of the replicas are. It outlives the replicas, which find their logs again after a
 * crash, and ends with the run: with the JVM, or with the container's volume.
 *
 * @param temporary whether its files go when the JVM exits
 */
record DataDirectory(Path path, boolean temporary) {
  /** The variable that names a directory, for containers. */
  static final String VARIABLE = "REPLICA_DATA";

  /** What the environment names, or a new one under the directory for temporary files. */
  static DataDirectory of(Map<String, String> environment) {
    var named = environment.get(VARIABLE);
    return named == null ? scratch() : new DataDirectory(Path.of(named), false);
  }

  /** One of its own, gone when the JVM exits. */
  static DataDirectory scratch() {
    var parent = Path.of(System.getProperty("java.io.tmpdir"));
    return new DataDirectory(parent.resolve("week-46-" + UUID.randomUUID()), true);
  }

  /** The file of a log. */
  Path log(String name) {
    var log = path.resolve(name + ".log");
    if (temporary) {
      path.toFile().deleteOnExit();
      log.toFile().deleteOnExit();
    }
    return log;
  }
}
