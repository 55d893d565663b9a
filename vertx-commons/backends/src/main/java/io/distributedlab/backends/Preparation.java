package io.distributedlab.backends;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * What a lab needs in a backend before its first service starts: roles and schema of a database,
 * topics of a broker. It can be asked for any number of times, by several processes at once; it
 * happens once.
 */
public final class Preparation {
  private Preparation() {}

  /** Prepares all of them, in parallel. Each must answer already. */
  public static Future<Void> of(Vertx vertx, List<BackendSpec> specs, BackendAddresses addresses) {
    return Future.join(
            specs.stream().map(spec -> of(vertx, spec, addresses.uri(spec.name()))).toList())
        .mapEmpty();
  }

  static Future<Void> of(Vertx vertx, BackendSpec spec, String uri) {
    var prepared =
        switch (spec) {
          case Postgres postgres -> new PostgresSchema(vertx, postgres).apply(uri);
          case Kafka kafka -> KafkaTopics.create(vertx, kafka, uri);
          case Redis nothing -> Future.<Void>succeededFuture();
        };
    return prepared.recover(failure -> Future.failedFuture(BackendFailure.of(spec, failure)));
  }
}
