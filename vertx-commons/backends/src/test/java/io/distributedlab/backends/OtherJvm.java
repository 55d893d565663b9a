package io.distributedlab.backends;

import io.distributedlab.backends.EmbeddedRedis.Persistence;
import io.vertx.core.Vertx;
import java.util.stream.Collectors;

/** A JVM that starts servers, prints their process ids on one line, and never stops them. */
final class OtherJvm {
  private OtherJvm() {}

  @SuppressWarnings("SystemOut") // the line is how the test learns the process ids
  public static void main(String[] arguments) throws Exception {
    var vertx = Vertx.vertx();
    Await.result(new EmbeddedPostgres(vertx, BackendOptions.named(arguments[0])).start());
    Await.result(
        new EmbeddedRedis(vertx, BackendOptions.named(arguments[1]), Persistence.NONE).start());
    System.out.println(
        Traces.processes().stream()
            .map(process -> Long.toString(process.pid()))
            .collect(Collectors.joining(" ", "pids ", "")));
  }
}
