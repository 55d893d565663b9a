package io.distributedlab.week45;

import io.distributedlab.service.Service;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ground truth: every order that was processed, and how often. One statement is under way at a
 * time; what comes meanwhile shares the next one, and so one flush to disk (group commit: David
 * DeWitt and others, "Implementation Techniques for Main Memory Database Systems", 1984). Belongs
 * to one event loop.
 */
final class ProcessedLedger {
  private static final String UPSERT =
      """
      INSERT INTO processed (order_id, partition, kafka_offset, attempts)
      SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[], $4::int[])
      ON CONFLICT (order_id) DO UPDATE
      SET attempts = processed.attempts + excluded.attempts, last_at = now()\
      """;
  private static final String TOTALS =
      "SELECT count(*), coalesce(sum(attempts), 0)::bigint FROM processed";

  private record Entry(int partition, long offset, int attempts) {
    Entry again() {
      return new Entry(partition, offset, attempts + 1);
    }
  }

  private final Pool pool;
  private Map<String, Entry> next = new LinkedHashMap<>();
  private Promise<Void> written = Promise.promise();
  private boolean writing;

  ProcessedLedger(Service service) {
    this.pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(2))
            .connectingTo(PgConnectOptions.fromUri(service.backend("postgres")))
            .using(service.vertx())
            .build();
  }

  /** Notes that these were processed once more; done when that is durable. */
  Future<Void> note(List<SinkOrder> orders) {
    for (var one : orders) {
      next.merge(
          one.order().orderId(),
          new Entry(one.partition(), one.offset(), 1),
          (before, now) -> before.again());
    }
    var durable = written.future();
    write();
    return durable;
  }

  /** Orders, and attempts beyond the first ones. */
  Future<JsonObject> totals() {
    return pool.query(TOTALS)
        .execute()
        .map(
            rows -> {
              var row = rows.iterator().next();
              return new JsonObject()
                  .put("processed", row.getLong(0))
                  .put("duplicates", row.getLong(1) - row.getLong(0));
            });
  }

  /** Attempts of every order, by its id. */
  Future<JsonObject> attempts() {
    return pool.query("SELECT order_id, attempts FROM processed")
        .execute()
        .map(
            rows -> {
              var attempts = new JsonObject();
              rows.forEach(row -> attempts.put(row.getString(0), row.getInteger(1)));
              return attempts;
            });
  }

  Future<Void> clear() {
    return pool.query("TRUNCATE processed").execute().mapEmpty();
  }

  Future<Void> close() {
    return pool.close();
  }

  private void write() {
    if (writing || next.isEmpty()) {
      return;
    }
    writing = true;
    var batch = next;
    var promise = written;
    next = new LinkedHashMap<>();
    written = Promise.promise();
    upsert(batch)
        .onComplete(
            done -> {
              writing = false;
              write();
            })
        .<Void>mapEmpty()
        .onComplete(promise);
  }

  private Future<RowSet<Row>> upsert(Map<String, Entry> batch) {
    var partitions = new ArrayList<Integer>();
    var offsets = new ArrayList<Long>();
    var attempts = new ArrayList<Integer>();
    batch
        .values()
        .forEach(
            entry -> {
              partitions.add(entry.partition());
              offsets.add(entry.offset());
              attempts.add(entry.attempts());
            });
    return pool.preparedQuery(UPSERT)
        .execute(
            Tuple.of(
                batch.keySet().toArray(String[]::new),
                partitions.toArray(Integer[]::new),
                offsets.toArray(Long[]::new),
                attempts.toArray(Integer[]::new)));
  }
}
