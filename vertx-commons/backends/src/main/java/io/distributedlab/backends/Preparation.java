package io.distributedlab.backends;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * What a lab needs in a backend before its first service starts: roles and schema of a database,
 * topics of a broker. It can be asked for any number of times, by several processes at once; it
 * happens once.
 */
public final class Preparation {
  private Preparation() {}

  /**
   * Prepares all of them, in parallel, each as soon as it answers: where services and backends are
   * started together, a service may be there first.
   *
   * @param patience for how long a backend may not answer
   */
  public static Future<Void> of(
      Vertx vertx, List<BackendSpec> specs, BackendAddresses addresses, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    return Future.join(
            specs.stream()
                .map(
                    spec -> {
                      var uri = addresses.uri(spec.name());
                      return Probe.answers(vertx, spec, uri, silent -> hope(spec, silent, deadline))
                          .compose(there -> of(vertx, spec, uri));
                    })
                .toList())
        .mapEmpty();
  }

  private static Future<Void> hope(BackendSpec spec, Throwable silent, long deadlineNanos) {
    return System.nanoTime() > deadlineNanos
        ? Future.failedFuture(BackendFailure.of(spec, silent))
        : Future.succeededFuture();
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
