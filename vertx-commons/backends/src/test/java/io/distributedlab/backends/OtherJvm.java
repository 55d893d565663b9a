package io.distributedlab.backends;

import io.distributedlab.backends.Redis.Persistence;
import io.vertx.core.Vertx;
import java.util.stream.Collectors;

/** A JVM that starts servers, prints their process ids on one line, and never stops them. */
final class OtherJvm {
  private OtherJvm() {}

  @SuppressWarnings("SystemOut") // the line is how the test learns the process ids
  public static void main(String[] arguments) throws Exception {
    var vertx = Vertx.vertx();
    Await.result(new EmbeddedPostgres(vertx, Postgres.named(arguments[0]), 0).start());
    Await.result(
        new EmbeddedRedis(vertx, Redis.named(arguments[1]).persistence(Persistence.NONE), 0)
            .start());
    System.out.println(
        Traces.processes().stream()
            .map(process -> Long.toString(process.pid()))
            .collect(Collectors.joining(" ", "pids ", "")));
  }
}
