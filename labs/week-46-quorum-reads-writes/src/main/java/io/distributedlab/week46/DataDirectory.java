package io.distributedlab.week46;

import io.distributedlab.backends.ScratchDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the logs of the replicas are. It outlives the replicas, which find their logs again after a
 * crash, and ends with the run: with the JVM, or with the container's volume.
 */
@FunctionalInterface
interface DataDirectory {
  /** The variable that names a directory, for containers. */
  String VARIABLE = "REPLICA_DATA";

  /** The directory. Blocks its caller. */
  Path path() throws IOException;

  /** What the environment names, or one of its own. */
  static DataDirectory of(Map<String, String> environment) {
    var named = environment.get(VARIABLE);
    return named == null ? scratch() : () -> Path.of(named);
  }

  /** One of its own, there from its first use until the JVM exits. */
  static DataDirectory scratch() {
    return new ScratchDirectory("week-46")::path;
  }

  /** The file of a log. Blocks its caller. */
  default Path log(String name) throws IOException {
    return path().resolve(name + ".log");
  }
}
