package io.distributedlab.backends;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.function.Function;

/** Asks a server the simplest question of its kind, as a client would. */
final class Probe {
  private static final long POLL_MS = 250;

  private Probe() {}

  /**
   * Asks again and again until it answers.
   *
   * @param hope told the reason of each time that it did not; ends the asking when it fails
   */
  static Future<Void> answers(
      Vertx vertx, BackendSpec spec, String uri, Function<Throwable, Future<Void>> hope) {
    return Future.succeededFuture()
        .compose(asked -> of(vertx, spec, uri))
        .recover(
            silent ->
                hope.apply(silent)
                    .compose(some -> vertx.timer(POLL_MS))
                    .compose(waited -> answers(vertx, spec, uri, hope)));
  }

  /** Fails with the reason why it does not answer. */
  static Future<Void> of(Vertx vertx, BackendSpec spec, String uri) {
    return switch (spec) {
      case Postgres postgres ->
          PgConnection.connect(vertx, PgConnectOptions.fromUri(uri))
              .compose(
                  connection ->
                      connection.query("SELECT 1").execute().eventually(connection::close))
              .mapEmpty();
      case Redis redis -> {
        var client = io.vertx.redis.client.Redis.createClient(vertx, uri);
        yield client.send(Request.cmd(Command.PING)).eventually(client::close).mapEmpty();
      }
      case Kafka kafka -> KafkaTopics.with(vertx, uri, admin -> admin.describeCluster().mapEmpty());
    };
  }
}
