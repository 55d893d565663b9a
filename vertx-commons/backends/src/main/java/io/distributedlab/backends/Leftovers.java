package io.distributedlab.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a JVM left behind that was killed: data directories, and servers that outlived it because
 * what ties them to it was killed too. Only those whose owner is gone are touched.
 */
public final class Leftovers {
  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
  private static final String SERVER = "server.pid";

  private Leftovers() {}

  /** Ends such servers and removes such directories. Blocks its caller. */
  public static void clear() {
    try {
      for (var directory : TemporaryDirectory.ofTheDead()) {
        clear(directory);
      }
    } catch (IOException e) {
      log.warn("Could not look for leftovers", e);
    }
  }

  /** Notes which process works in a directory, for whoever has to clear it. */
  static void note(Path directory, ProcessHandle server) throws IOException {
    Files.writeString(directory.resolve(SERVER), Owner.of(server).toString());
  }

  private static void clear(Path directory) {
    try {
      var server = server(directory);
      if (server.isPresent()) {
        ServerProcess.kill(server.get());
      }
      SharedMemory.of(directory).remove();
      TemporaryDirectory.delete(directory);
      log.info("Removed {}, left by a run that was killed", directory);
    } catch (IOException e) {
      log.warn("Could not remove {}, left by a run that was killed", directory, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<ProcessHandle> server(Path directory) throws IOException {
    var file = directory.resolve(SERVER);
    return Files.exists(file)
        ? Owner.parse(Files.readString(file)).flatMap(Owner::process)
        : Optional.empty();
  }
}
