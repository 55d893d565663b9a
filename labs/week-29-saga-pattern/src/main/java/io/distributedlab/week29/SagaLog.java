package io.distributedlab.week29;

import static io.distributedlab.week29.Database.run;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The durable memory of the orchestrator: one row per saga, one per step. A worker claims a saga
 * for the time of a lease, by the clock of the database, and every write of its renews the lease
 * and raises the version. A write with an older version changes nothing and fails as {@link
 * Fenced}: a worker that was paused past its lease cannot do harm.
 */
class SagaLog {
  /** Another worker has the saga by now. */
  static final class Fenced extends RuntimeException {
    Fenced(Saga saga) {
      super(saga.id() + " is past version " + saga.version(), null, false, false);
    }
  }

  private static final String INSERT =
      """
      INSERT INTO saga (id, order_id, variant, context, state, direction, cursor, traceparent)
      VALUES ($1, $2, $3, $4, 'PENDING', 'F', 1, $5) ON CONFLICT DO NOTHING""";
  private static final String CLAIM =
      """
      WITH due AS (
        SELECT id, owner FROM saga
        WHERE ended_at IS NULL AND next_at <= now() AND (owner IS NULL OR lease_until < now())
        ORDER BY next_at LIMIT $2 FOR UPDATE SKIP LOCKED)
      UPDATE saga s SET owner = $1, lease_until = now() + $3 * interval '1 ms',
        version = version + 1,
        recoveries = recoveries + CASE WHEN due.owner IS NULL THEN 0 ELSE 1 END
      FROM due WHERE s.id = due.id
      RETURNING s.*, due.owner IS NOT NULL AS recovered""";
  private static final String INTENT =
      """
      WITH mine AS (
        UPDATE saga SET version = version + 1, lease_until = now() + $3 * interval '1 ms'
        WHERE id = $1 AND %s RETURNING id),
      noted AS (
        INSERT INTO step (saga_id, n, name, status, cmd_id)
        SELECT id, $4, $5, 'INTENT', $6 FROM mine
        ON CONFLICT (saga_id, n) DO UPDATE
        SET status = 'INTENT', cmd_id = excluded.cmd_id, attempts = step.attempts + 1)
      SELECT count(*) FROM mine""";
  private static final String RECORD =
      """
      WITH mine AS (
        UPDATE saga SET version = version + 1, state = $3, direction = $4, cursor = $5,
          attempt = $6, failed_step = $7, context = $8,
          next_at = now() + $9 * interval '1 ms', lease_until = now() + $10 * interval '1 ms',
          owner = CASE WHEN $11 THEN owner END, ended_at = CASE WHEN $12 THEN now() END, undoes = $16
        WHERE id = $1 AND %s RETURNING id),
      noted AS (
        UPDATE step SET status = $13, result = coalesce($14, result),
          undone_at = CASE WHEN $13 = 'UNDONE' THEN clock_timestamp() END
        FROM mine WHERE step.saga_id = mine.id AND step.n = $15)
      SELECT count(*) FROM mine""";

  private final Pool pool;
  private final Function<Variant, SagaDefinition> definitions;

  SagaLog(Pool pool) {
    this(pool, SagaDefinition::of);
  }

  /**
   * @param definitions the steps of each orchestrated variant
   */
  SagaLog(Pool pool, Function<Variant, SagaDefinition> definitions) {
    this.pool = pool;
    this.definitions = definitions;
  }

  /** The steps of a variant. */
  SagaDefinition definition(Variant variant) {
    return definitions.apply(variant);
  }

  /** The condition of every write after the claim; {@code $2} is the version that was read. */
  String fence() {
    return "version = $2";
  }

  /** A number that no other worker has, now or before. */
  Future<Long> nextWorker() {
    return run(pool, "SELECT nextval('worker')").map(rows -> rows.iterator().next().getLong(0));
  }

  /** Adds a saga that is due at once; false when it is there already, and stays as it is. */
  Future<Boolean> add(
      UUID id, String orderId, Variant variant, JsonObject context, @Nullable String traceparent) {
    return run(pool, INSERT, id, orderId, variant.name(), context, traceparent)
        .map(added -> added.rowCount() == 1);
  }

  /**
   * Takes sagas that are due and nobody's, or whose owner let its lease run out. That is recovery
   * after a crash, too: there is no other way.
   */
  Future<List<Saga>> claim(String worker, int most, Duration lease) {
    return run(pool, CLAIM, worker, most, lease.toMillis())
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(this::saga).toList());
  }

  /** Notes what is about to be sent. */
  Future<Saga> intend(Saga saga, UUID command, Duration lease) {
    return run(
            pool,
            INTENT.formatted(fence()),
            saga.id(),
            saga.version(),
            lease.toMillis(),
            saga.progress().cursor(),
            saga.step().name(),
            command)
        .map(rows -> fenced(saga, rows).rewritten());
  }

  /**
   * Notes what became of a command and where the saga goes from here, in one transaction.
   *
   * @param hold whether this worker goes on with it; if not it is due after {@code delay}
   */
  Future<Saga> record(
      Saga saga, StepOutcome outcome, Progress next, boolean hold, Duration delay, Duration lease) {
    var now = saga.progress();
    var done = outcome.kind() == StepOutcome.Kind.DONE;
    var context = done && now.forward() ? context(saga, outcome) : saga.context();
    return run(
            pool,
            RECORD.formatted(fence()),
            saga.id(),
            saga.version(),
            next.state().name(),
            next.forward() ? "F" : "B",
            next.cursor(),
            next.attempt(),
            next.failedStep() == null ? null : saga.definition().step(next.failedStep()).name(),
            context,
            delay.toMillis(),
            lease.toMillis(),
            hold,
            next.ended(),
            now.forward() ? outcome.kind().name() : done ? "UNDONE" : "UNDOING",
            done && now.forward() ? outcome.result() : null,
            now.cursor(),
            next.undoes())
        .map(rows -> fenced(saga, rows).moved(context, next));
  }

  /** One saga as its customers see it, without the steps; null when it is not in the log. */
  Future<@Nullable JsonObject> find(UUID id) {
    return run(pool, "SELECT * FROM saga WHERE id = $1", id)
        .map(rows -> rows.size() == 0 ? null : Database.json(rows.iterator().next()));
  }

  Future<JsonArray> steps(UUID id) {
    return run(pool, "SELECT * FROM step WHERE saga_id = $1 ORDER BY n", id).map(Database::array);
  }

  /** The newest sagas. */
  Future<JsonArray> list(@Nullable String state, int most) {
    return run(
            pool,
            "SELECT * FROM saga WHERE $1::text IS NULL OR state = $1 ORDER BY created_at DESC LIMIT $2",
            state,
            most)
        .map(Database::array);
  }

  /** How many are under way, parked, and how old the oldest of them is in seconds. */
  Future<JsonObject> open() {
    return run(
            pool,
            """
            SELECT count(*) AS active,
              count(*) FILTER (WHERE state = 'NEEDS_ATTENTION') AS parked,
              coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS oldest_s
            FROM saga WHERE ended_at IS NULL""")
        .map(rows -> Database.json(rows.iterator().next()));
  }

  Future<Void> clear() {
    return pool.query("DELETE FROM saga").execute().mapEmpty();
  }

  private static JsonObject context(Saga saga, StepOutcome outcome) {
    var context = saga.context().copy();
    outcome.result().forEach(entry -> context.put(entry.getKey(), entry.getValue()));
    List.of("cmd_id", "outcome", "replayed").forEach(context::remove);
    return context;
  }

  private static Saga fenced(Saga saga, RowSet<Row> rows) {
    if (rows.iterator().next().getLong(0) == 0) {
      throw new Fenced(saga);
    }
    return saga;
  }

  private Saga saga(Row row) {
    var variant = Variant.valueOf(row.getString("variant"));
    var definition = definition(variant);
    var failed = row.getString("failed_step");
    var failedStep = failed == null ? null : definition.number(failed);
    var forward = row.getString("direction").equals("F");
    var progress =
        new Progress(
            forward,
            row.getInteger("cursor"),
            row.getInteger("attempt"),
            SagaState.valueOf(row.getString("state")),
            failedStep,
            row.getBoolean("undoes"));
    return new Saga(
        row.getUUID("id"),
        row.getString("order_id"),
        variant,
        definition,
        row.getJsonObject("context"),
        progress,
        row.getString("traceparent"),
        row.getString("owner"),
        row.getLong("version"),
        row.getBoolean("recovered"));
  }
}
