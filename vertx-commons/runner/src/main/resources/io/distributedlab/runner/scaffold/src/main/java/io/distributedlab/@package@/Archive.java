package io.distributedlab.@package@;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.telemetry.TraceContext;
import io.vertx.core.Future;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.concurrent.TimeUnit;

/** Keeps a row for each request in PostgreSQL. */
final class Archive {
  private static final int CONNECTIONS = 8;
  private static final long PATIENCE_MS = 1000;

  private final Pool postgres;

  Archive(Service service) {
    this.postgres =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(CONNECTIONS))
            .connectingTo(PgConnectOptions.fromUri(service.backend("postgres")))
            .using(service.vertx())
            .build();
  }

  /** Done when PostgreSQL answers. */
  Future<RowSet<Row>> ready() {
    return run("SELECT 1");
  }

  /** The number of the new row; a 502 problem when PostgreSQL does not answer. */
  Future<Long> store() {
    return run("INSERT INTO request DEFAULT VALUES RETURNING id")
        .map(rows -> rows.iterator().next().getLong("id"));
  }

  Future<Void> close() {
    return postgres.close();
  }

  private Future<RowSet<Row>> run(String sql) {
    return TraceContext.here(
            postgres.query(sql).execute().timeout(PATIENCE_MS, TimeUnit.MILLISECONDS))
        .recover(
            failure ->
                Future.failedFuture(Problem.peerFailed("postgres", "PostgreSQL: " + failure)));
  }
}
