package io.distributedlab.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The System V segment by which PostgreSQL keeps two servers off the same data. A killed server
 * leaves it behind; where nobody starts that server again, nobody else removes it. Known by the
 * seventh line of the lock file, "key id", and looked up before it is removed. Linux only.
 *
 * @param segment key and id; empty when there is none
 */
record SharedMemory(List<String> segment, Path directory) {
  private static final Path TABLE = Path.of("/proc/sysvipc/shm");
  private static final int LINE = 6;
  private static final int ATTACHED = 6;

  /** The segment of the server whose files are here. */
  static SharedMemory of(Path directory) throws IOException {
    var lock = directory.resolve("data").resolve("postmaster.pid");
    var lines = Files.exists(lock) ? Files.readAllLines(lock) : List.<String>of();
    return new SharedMemory(lines.size() > LINE ? words(lines.get(LINE)) : List.of(), directory);
  }

  void remove() throws IOException, InterruptedException {
    if (segment.size() == 2 && isThereAndUnused()) {
      ServerProcess.run(directory, List.of("ipcrm", "-m", segment.get(1)));
    }
  }

  private boolean isThereAndUnused() throws IOException {
    if (Files.notExists(TABLE)) {
      return false;
    }
    try (var rows = Files.lines(TABLE)) {
      return rows.map(SharedMemory::words)
          .anyMatch(row -> row.subList(0, 2).equals(segment) && row.get(ATTACHED).equals("0"));
    }
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split(" +"));
  }
}
