package io.distributedlab.backends;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link TemporaryDirectory} for the files that services of a lab keep: there from its first use
 * until the JVM exits, so they outlive the services and not the run. When the JVM is killed it
 * stays, and {@link Leftovers} remove it at the next start of any lab. Not for a service with a JVM
 * of its own, which has its working directory.
 */
public final class ScratchDirectory {
  private static final Logger log = LoggerFactory.getLogger(ScratchDirectory.class);

  private final String name;
  private @Nullable Path path;

  /** One that is not there yet. */
  public ScratchDirectory(String name) {
    this.name = name;
  }

  /** Where it is. The first call makes it. Blocks its caller. */
  public synchronized Path path() throws IOException {
    var there = path;
    if (there == null) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::leave, name + "-exit"));
      there = TemporaryDirectory.create(name);
      path = there;
    }
    return there;
  }

  private synchronized void leave() {
    try {
      if (path != null) {
        TemporaryDirectory.delete(path);
      }
    } catch (IOException e) {
      log.warn("{} left {} behind", name, path, e);
    }
  }
}
