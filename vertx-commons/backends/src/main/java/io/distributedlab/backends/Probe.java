package io.distributedlab.backends;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/** Asks a server the simplest question of its kind, as a client would. */
final class Probe {
  private Probe() {}

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
