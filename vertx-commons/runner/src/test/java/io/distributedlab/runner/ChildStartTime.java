package io.distributedlab.runner;

import io.distributedlab.service.telemetry.TelemetryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Prints how long a child JVM takes to be ready, five starts, fastest first, and on Linux what it
 * then has resident. Run by hand.
 */
final class ChildStartTime {
  private ChildStartTime() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    var child =
        new ChildService(
            ChildLab.class,
            ChildLab.SERVICE,
            18_200,
            List.of(arguments),
            Map::of,
            new TelemetryStore(),
            null);
    var millis = IntStream.range(0, 5).map(i -> restartMillis(child)).sorted().boxed().toList();
    System.out.println("ready after ms " + millis + ", median " + millis.get(2));
    try (var status = Files.lines(Path.of("/proc/" + child.pid() + "/status"))) {
      status.filter(line -> line.startsWith("VmRSS")).forEach(System.out::println);
    }
    child.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static int restartMillis(ChildService child) {
    var started = System.nanoTime();
    child.restart().toCompletionStage().toCompletableFuture().join();
    return (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }
}
