package io.distributedlab.runner;

import io.distributedlab.service.telemetry.TelemetryStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM that starts a child, prints its process id and does not stop it. */
final class ChildParent {
  private ChildParent() {}

  @SuppressWarnings("SystemOut") // the line is how the test learns the process id
  public static void main(String[] arguments) throws Exception {
    var offset = Integer.parseInt(arguments[0]);
    var child =
        new ChildService(
            ChildLab.class,
            ChildLab.SERVICE,
            offset,
            List.of(),
            Map::of,
            new TelemetryStore(),
            null);
    child.start(true).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    System.out.println("pid " + child.pid());
    Thread.currentThread().join();
  }
}
