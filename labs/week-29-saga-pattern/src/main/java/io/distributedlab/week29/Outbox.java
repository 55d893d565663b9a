package io.distributedlab.week29;

import static io.distributedlab.week29.Database.run;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Events that are to be sent: written in the transaction that caused them, sent by a {@link Relay}.
 */
final class Outbox {
  /**
   * An event that waits.
   *
   * @param attempts how often it was sent without an acknowledgement
   */
  record Pending(long id, int attempts, Event event) {}

  private static final String DUE =
      """
      SELECT * FROM (
        SELECT DISTINCT ON (saga_id) * FROM outbox WHERE sent_at IS NULL ORDER BY saga_id, id) first
      WHERE next_at <= now() AND id <> ALL ($1) ORDER BY id LIMIT $2""";

  private final Pool pool;

  Outbox(Pool pool) {
    this.pool = pool;
  }

  /** Adds an event to the transaction; its trace goes on where this one is. */
  static Future<Void> add(SqlConnection tx, UUID saga, String type, JsonObject payload) {
    return run(
            tx,
            """
            INSERT INTO outbox (event_id, saga_id, type, payload, traceparent)
            VALUES ($1, $2, $3, $4, $5)""",
            UUID.randomUUID(),
            saga,
            type,
            payload,
            SagaTrace.current())
        .mapEmpty();
  }

  /** The first unsent event of each saga, as far as it is due and not among {@code besides}. */
  Future<List<Pending>> due(Collection<Long> besides, int most) {
    return run(pool, DUE, besides.toArray(Long[]::new), most)
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Outbox::pending).toList());
  }

  Future<Void> sent(Pending event) {
    return run(pool, "UPDATE outbox SET sent_at = now() WHERE id = $1", event.id()).mapEmpty();
  }

  Future<Void> again(Pending event, Duration delay) {
    return run(
            pool,
            """
            UPDATE outbox SET attempts = attempts + 1, next_at = now() + $2 * interval '1 ms'
            WHERE id = $1""",
            event.id(),
            delay.toMillis())
        .mapEmpty();
  }

  Future<Long> count() {
    return run(pool, "SELECT count(*) FROM outbox WHERE sent_at IS NULL")
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private static Pending pending(Row row) {
    return new Pending(
        row.getLong("id"),
        row.getInteger("attempts"),
        new Event(
            row.getUUID("event_id"),
            row.getUUID("saga_id"),
            row.getString("type"),
            row.getJsonObject("payload").getMap(),
            row.getString("traceparent")));
  }
}
