package io.distributedlab.week29;

import static io.distributedlab.week29.Database.run;

import io.distributedlab.service.http.Problem;
import io.distributedlab.week29.Executed.Outcome;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The contract of a participant: a command is executed at most once, and can be cancelled whether
 * or not it has arrived. Both in one transaction with the work itself.
 *
 * <pre>
 *             do                  cancel
 * absent      work, DONE          CANCELLED (a tombstone): a late do is refused
 * DONE        replay the result   undo, CANCELLED
 * REFUSED     replay the refusal  nothing to undo
 * CANCELLED   409                 nothing to undo
 * </pre>
 *
 * Two of one command at the same time: the second waits at the row that the first inserted.
 */
class Operations {
  private static final String INSERT =
      """
      INSERT INTO ops (cmd_id, saga_id, op, state, request) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT DO NOTHING""";
  private static final String READ =
      "SELECT state, request, result FROM ops WHERE cmd_id = $1 FOR UPDATE";
  private static final String RESULT =
      "UPDATE ops SET state = $2, result = coalesce($3, result) WHERE cmd_id = $1";

  final Pool pool;
  private final BooleanSupplier tombstones;

  /**
   * @param tombstones whether cancelling what is absent leaves a mark
   */
  Operations(Pool pool, BooleanSupplier tombstones) {
    this.pool = pool;
    this.tombstones = tombstones;
  }

  /** Does {@code work} unless this command was executed, refused or cancelled before. */
  Future<Executed> perform(Command command, Work work) {
    return pool.withTransaction(
        tx ->
            insert(tx, command, "DONE")
                .compose(
                    fresh ->
                        fresh
                            ? Refusable.run(tx, command.request(), work)
                                .compose(done -> keep(tx, command, done))
                            : read(tx, command.id()).map(row -> before(command, row))));
  }

  /** Undoes the command if it was executed, and keeps it from being executed later. */
  Future<Executed> cancel(Command cancelled, Work undo) {
    return pool.withTransaction(
        tx ->
            (tombstones.getAsBoolean()
                    ? insert(tx, cancelled, "CANCELLED")
                    : Future.succeededFuture(false))
                .compose(
                    marked ->
                        marked
                            ? Future.succeededFuture(executed(cancelled, Outcome.NOTHING))
                            : undo(tx, cancelled, undo)));
  }

  /** State and result of a command; a 404 problem when it is not known here. */
  Future<JsonObject> byKey(UUID command) {
    return run(
            pool, "SELECT cmd_id, saga_id, op, state, result FROM ops WHERE cmd_id = $1", command)
        .map(rows -> Database.only(rows, "command " + command));
  }

  /** Notes what came of a command that is in the table. */
  static Future<Executed> keep(SqlConnection tx, Command command, Refusable.Decision decision) {
    var outcome = decision.refused() ? Outcome.REFUSED : Outcome.DONE;
    return run(tx, RESULT, command.id(), outcome.name(), decision.result())
        .map(kept -> new Executed(command.id(), outcome, decision.result()));
  }

  /** What is answered to a command that is in the table already. */
  static Executed before(Command command, Row row) {
    if (row.getString("state").equals("CANCELLED")) {
      var problem = Problem.of(409, "cancelled", "this command was cancelled before it came");
      return new Executed(command.id(), Outcome.TOMBSTONED, problem.toJson());
    }
    if (!command.request().equals(row.getJsonObject("request"))) {
      throw Problem.of(422, "key-reuse", "this key was used for another request")
          .with("cmd_id", command.id().toString());
    }
    var outcome = row.getString("state").equals("DONE") ? Outcome.REPLAYED : Outcome.REFUSED;
    return new Executed(command.id(), outcome, row.getJsonObject("result"));
  }

  private Future<Executed> undo(SqlConnection tx, Command cancelled, Work undo) {
    return run(tx, READ, cancelled.id())
        .compose(
            rows -> {
              var row = rows.size() == 0 ? null : rows.iterator().next();
              return row == null || !row.getString("state").equals("DONE")
                  ? Future.succeededFuture(executed(cancelled, Outcome.NOTHING))
                  : undo.run(tx, row.getJsonObject("result"))
                      .compose(undone -> run(tx, RESULT, cancelled.id(), "CANCELLED", null))
                      .map(marked -> executed(cancelled, Outcome.UNDONE));
            });
  }

  private static Executed executed(Command command, Outcome outcome) {
    return new Executed(command.id(), outcome, new JsonObject());
  }

  /** Notes a command; false when it is in the table already. Waits for another who is at it. */
  static Future<Boolean> insert(SqlConnection tx, Command command, String state) {
    return run(tx, INSERT, command.id(), command.sagaId(), command.op(), state, command.request())
        .map(inserted -> inserted.rowCount() == 1);
  }

  private static Future<Row> read(SqlConnection tx, UUID command) {
    return find(tx, command).map(Optional::orElseThrow);
  }

  /** The row of a command, locked until the end of the transaction; empty when there is none. */
  static Future<Optional<Row>> find(SqlConnection tx, UUID command) {
    return run(tx, READ, command)
        .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next()));
  }
}
