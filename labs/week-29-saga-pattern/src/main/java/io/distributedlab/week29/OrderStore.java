package io.distributedlab.week29;

import static io.distributedlab.week29.Database.run;

import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The orders. An order is PENDING, CONFIRMED or CANCELLED, and closed when its saga has ended: a
 * CONFIRMED order that is not closed may still be cancelled, and who has read it has read what
 * never was.
 */
final class OrderStore {
  private static final String INSERT =
      """
      INSERT INTO orders
        (id, saga_id, customer_id, items, amount, variant, handed_over, trace_id)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING""";
  private static final String DECIDE =
      """
      UPDATE orders SET state = $2, closed = closed OR $3,
        closed_at = CASE WHEN $3 THEN now() ELSE closed_at END
      FROM (SELECT id AS before_id, state AS before_state FROM orders
            WHERE saga_id = $1 AND NOT closed FOR UPDATE) AS before
      WHERE id = before_id RETURNING before_state""";
  private static final String COLUMNS =
      "id AS order_id, saga_id, customer_id, items, amount, variant, state, closed, handed_over,"
          + " trace_id, created_at, closed_at";

  private static final String LIST =
      "SELECT "
          + COLUMNS
          + """
             FROM orders WHERE ($1::text IS NULL OR state = $1) AND NOT ($2 AND closed)
            ORDER BY created_at DESC LIMIT $3""";

  private final Pool pool;

  OrderStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * Adds an order; false when it is there already.
   *
   * @param handedOver whether nobody has to be told of it any more
   */
  static Future<Boolean> add(SqlClient client, Order order, boolean handedOver) {
    return run(
            client,
            INSERT,
            order.id(),
            order.sagaId(),
            order.customerId(),
            order.items(),
            order.amount(),
            order.variant().name(),
            handedOver,
            order.traceId())
        .map(added -> added.rowCount() == 1);
  }

  /** Confirmed for everybody to see, and not yet for good. */
  Future<Optional<String>> approve(UUID saga) {
    return decide(pool, saga, "CONFIRMED", false);
  }

  static Future<Optional<String>> confirm(SqlClient client, UUID saga) {
    return decide(client, saga, "CONFIRMED", true);
  }

  static Future<Optional<String>> cancel(SqlClient client, UUID saga) {
    return decide(client, saga, "CANCELLED", true);
  }

  Future<Void> handedOver(String id) {
    return run(pool, "UPDATE orders SET handed_over = true WHERE id = $1", id).mapEmpty();
  }

  /** Orders that the orchestrator has not taken over within a second. */
  Future<List<Order>> left(int most) {
    return run(
            pool,
            """
            SELECT * FROM orders WHERE NOT handed_over AND variant <> 'NAIVE'
              AND created_at < now() - interval '1 s'
            ORDER BY created_at LIMIT $1""",
            most)
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(OrderStore::order).toList());
  }

  /** One order; a 404 problem when there is none. */
  Future<JsonObject> one(String id) {
    return run(pool, "SELECT " + COLUMNS + " FROM orders WHERE id = $1", id)
        .map(rows -> Database.only(rows, "order " + id));
  }

  /**
   * The newest orders.
   *
   * @param open only those whose saga has not ended
   */
  Future<JsonArray> list(@Nullable String state, boolean open, int most) {
    return run(pool, LIST, state, open, most).map(Database::array);
  }

  /** How many orders there are, closed ones among them, and ones that nobody has taken over. */
  Future<JsonObject> totals() {
    return run(
            pool,
            """
            SELECT count(*) AS orders, count(*) FILTER (WHERE closed) AS closed,
              count(*) FILTER (WHERE NOT handed_over AND variant <> 'NAIVE') AS left,
              (SELECT count(*) FROM outbox WHERE sent_at IS NULL) AS unsent,
              pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS write_transactions
            FROM orders""")
        .map(rows -> Database.json(rows.iterator().next()));
  }

  /** Forgets everything; a 409 problem while there is something to hand over or to send. */
  Future<Void> clear() {
    return totals()
        .compose(
            totals ->
                totals.getLong("left") + totals.getLong("unsent") > 0
                    ? Future.failedFuture(Problem.conflict("orders are under way"))
                    : pool.query(
                            "BEGIN; DELETE FROM orders; DELETE FROM inbox; DELETE FROM outbox;"
                                + " COMMIT")
                        .execute()
                        .mapEmpty());
  }

  /** What the order was before; empty when it was closed already, and stays as it is. */
  private static Future<Optional<String>> decide(
      SqlClient client, UUID saga, String state, boolean close) {
    return run(client, DECIDE, saga, state, close)
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getString(0))
                    .findFirst());
  }

  private static Order order(Row row) {
    return new Order(
        row.getString("id"),
        row.getUUID("saga_id"),
        row.getString("customer_id"),
        row.getJsonArray("items"),
        row.getLong("amount"),
        Variant.valueOf(row.getString("variant")),
        row.getString("trace_id"));
  }
}
