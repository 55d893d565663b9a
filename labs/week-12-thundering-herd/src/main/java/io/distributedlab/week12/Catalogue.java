package io.distributedlab.week12;

import io.distributedlab.service.Service;
import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.telemetry.TraceContext;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * The products in PostgreSQL. An instance has a bounded number of connections ({@code db_pool});
 * queries that find none wait in order of arrival, at most {@code db_queue} of them.
 */
final class Catalogue {
  private static final int MOST_CONNECTIONS = 50;

  private static final String FIND =
      """
      WITH pause AS MATERIALIZED (SELECT pg_sleep($2::double precision / 1000))
      SELECT p.id, p.name, p.price_cents, p.version,
             (SELECT coalesce(sum(o.quantity), 0)::bigint
                FROM order_line o WHERE o.product_id = p.id) AS units,
             (SELECT coalesce(sum(o.quantity * o.price_cents), 0)::bigint
                FROM order_line o WHERE o.product_id = p.id) AS revenue
        FROM pause, product p
       WHERE p.id = $1\
      """;
  private static final String PRICE =
      "UPDATE product SET price_cents = $2, version = version + 1 WHERE id = $1 RETURNING version";

  private final Service service;
  private final Pool pool;
  private final Slots slots;
  private final Timer queries;

  Catalogue(Service service) {
    this.service = service;
    this.pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(MOST_CONNECTIONS).setName("postgres"))
            .connectingTo(PgConnectOptions.fromUri(service.backend("postgres")))
            .using(service.vertx())
            .build();
    var knobs = service.knobs();
    this.slots =
        new Slots(() -> knobs.get(Week12Knobs.DB_POOL), () -> knobs.get(Week12Knobs.DB_QUEUE));
    var meters = service.telemetry().meters();
    this.queries = meters.timer("db.query");
    meters.gauge("db.pool.busy", slots, Slots::busy);
    meters.gauge("db.pool.waiting", slots, Slots::queued);
  }

  /** The product with what was sold of it: an aggregation, and {@code extra_ms} on top. */
  Future<Optional<Product>> find(String id) {
    var extra = service.knobs().get(Week12Knobs.EXTRA);
    return inTurn(() -> pool.preparedQuery(FIND).execute(Tuple.of(id, (double) extra.toMillis())))
        .map(rows -> first(rows).map(Catalogue::product));
  }

  /** Sets a price; the new version of the product, or empty when there is none. */
  Future<Optional<Long>> price(String id, long cents) {
    return pool.preparedQuery(PRICE)
        .execute(Tuple.of(id, cents))
        .map(rows -> first(rows).map(row -> row.getLong(0)))
        .recover(Catalogue::failed);
  }

  Future<Void> close() {
    return pool.close();
  }

  private Future<RowSet<Row>> inTurn(Supplier<Future<RowSet<Row>>> query) {
    var turn = Promise.<Void>promise();
    var ticket = slots.enter(turn::complete);
    return TraceContext.here(turn.future())
        .compose(begun -> timed(query))
        .onComplete(done -> ticket.leave())
        .recover(Catalogue::failed);
  }

  private Future<RowSet<Row>> timed(Supplier<Future<RowSet<Row>>> query) {
    long started = service.clock().nanos();
    return query
        .get()
        .onComplete(done -> queries.record(Duration.ofNanos(service.clock().nanos() - started)));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).findFirst();
  }

  private static Product product(Row row) {
    return new Product(
        row.getString("id"),
        row.getString("name"),
        row.getLong("price_cents"),
        row.getLong("version"),
        row.getLong("units"),
        row.getLong("revenue"));
  }

  private static <T> Future<T> failed(Throwable failure) {
    return Future.failedFuture(
        failure instanceof Problem
            ? failure
            : Problem.peerFailed("postgres", "PostgreSQL: " + failure.getMessage()));
  }
}
