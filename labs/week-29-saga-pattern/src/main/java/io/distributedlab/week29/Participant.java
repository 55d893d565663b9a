package io.distributedlab.week29;

import static io.distributedlab.week29.Database.run;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.http.RequestHandler;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What inventory, payment and shipping have in common: commands by HTTP, and their records. */
final class Participant {
  /** Parts that a mutant replaces. */
  record Parts(
      BiFunction<Pool, BooleanSupplier, Operations> contract,
      Inbox inbox,
      BiFunction<Pool, BooleanSupplier, Operations> yours) {
    static final Parts SOUND = new Parts(Operations::new, new Inbox());

    /** With the learner's class for the variant {@code yours}. */
    Parts(BiFunction<Pool, BooleanSupplier, Operations> contract, Inbox inbox) {
      this(contract, inbox, YourContract::new);
    }
  }

  /** The header that names a command; without it every request is a new one. */
  static final String KEY = "Idempotency-Key";

  private static final int CONNECTIONS = 10;
  private static final int MOST_ROWS = 10_000;

  private final Service service;
  private final Pool pool;
  private final Mischief mischief;
  private final Operations operations;
  private final Operations yours;
  private final Choreography choreography;
  private final LossyChoreography lossy;

  Participant(Service service, Parts parts) {
    this.service = service;
    this.pool = Database.open(service, CONNECTIONS);
    this.mischief = Mischief.at(service);
    BooleanSupplier tombstones = () -> service.knobs().get(Week29Knobs.TOMBSTONE);
    this.operations = parts.contract().apply(pool, tombstones);
    this.yours = parts.yours().apply(pool, tombstones);
    this.choreography = new Choreography(service, pool, mischief, parts.inbox());
    this.lossy = new LossyChoreography(service, pool, mischief);
  }

  MeterRegistry meters() {
    return service.telemetry().meters();
  }

  Pool pool() {
    return pool;
  }

  Mischief mischief() {
    return mischief;
  }

  /** Takes part in both kinds of choreography. */
  Future<Void> react(Map<String, Reaction> reactions) {
    return Future.all(choreography.start(reactions), lossy.start(reactions)).mapEmpty();
  }

  /** Executes the command that a request is, once for its {@link #KEY}. */
  Future<JsonObject> perform(Request request, String op, UUID sagaId, Work work) {
    var command = new Command(key(request.header(KEY)), sagaId, op, request.json());
    var contract = contract(request);
    return mischief.deliver(
        () -> contract.perform(command, mischief.refusing(work)).compose(done -> told(op, done)));
  }

  /** Cancels the command that a request names. */
  Future<JsonObject> cancel(Request request, String op, Work undo) {
    var form = request.body(Forms.Cancel.class);
    var cancelled = new Command(form.cmdId(), form.sagaId(), op, new JsonObject());
    return operations.cancel(cancelled, undo).compose(done -> told(op, done));
  }

  /**
   * Routes to look at and to clear what the participant has made: {@code /things}, {@code
   * /things/ID}, {@code /things/by-key/COMMAND}. Only the last of them is part of the protocol, and
   * subject to faults.
   *
   * @param clear SQL that makes its tables what they were at first
   */
  HttpService records(String path, String table, String clear) {
    return service
        .http()
        .houseRoute(GET, path, request -> list(table, request.query("saga")))
        .houseRoute(GET, path + "/:id", request -> one(table, id(request.param("id"))))
        .get(path + "/by-key/:key", request -> operations.byKey(id(request.param("key"))))
        .houseRoute(DELETE, path, request -> clear(clear))
        .houseRoute(GET, "/admin/fail-rate", request -> failRate())
        .houseRoute(
            POST, "/admin/fail-rate", request -> failRate(request.body(Forms.FailRate.class)));
  }

  /** A route to look at what is there; no fault strikes it. */
  static RequestHandler rows(Pool pool, String sql) {
    return request -> run(pool, sql).map(Database::array);
  }

  Future<Void> close() {
    choreography.stop();
    return pool.close();
  }

  private Operations contract(Request request) {
    var variant = service.knobs().variant(Week29Knobs.VARIANT, request);
    return variant == Variant.YOURS ? yours : operations;
  }

  private Future<JsonObject> told(String op, Executed executed) {
    var outcome = executed.outcome();
    meters().counter("participant.ops", "op", op, "outcome", outcome.tag()).increment();
    Span.current()
        .setAttribute("cmd_id", executed.command().toString())
        .setAttribute("outcome", outcome.tag())
        .setAttribute("replayed", outcome == Executed.Outcome.REPLAYED);
    return executed.answer();
  }

  private Future<JsonArray> list(String table, @Nullable String saga) {
    return run(
            pool,
            "SELECT * FROM %s WHERE $1::uuid IS NULL OR saga_id = $1 ORDER BY created_at DESC LIMIT %d"
                .formatted(table, MOST_ROWS),
            saga == null ? null : id(saga))
        .map(Database::array);
  }

  private Future<JsonObject> one(String table, UUID id) {
    return run(pool, "SELECT * FROM " + table + " WHERE id = $1", id)
        .map(rows -> Database.only(rows, "row " + id));
  }

  /** All or nothing, and no event is added meanwhile. */
  private Future<Void> clear(String clear) {
    return pool.withTransaction(
        tx ->
            tx.query("LOCK TABLE outbox IN SHARE ROW EXCLUSIVE MODE")
                .execute()
                .compose(locked -> run(tx, "SELECT count(*) FROM outbox WHERE sent_at IS NULL"))
                .map(Participant::refuseUnlessSent)
                .compose(
                    sent ->
                        tx.query("DELETE FROM ops; DELETE FROM inbox; DELETE FROM outbox; " + clear)
                            .execute())
                .mapEmpty());
  }

  private static long refuseUnlessSent(RowSet<Row> unsent) {
    long count = unsent.iterator().next().getLong(0);
    if (count > 0) {
      throw Problem.conflict(count + " events are not sent yet");
    }
    return count;
  }

  private Future<JsonObject> failRate() {
    var rate = service.faults().knobs().get(Mischief.REFUSE_RATE);
    return Future.succeededFuture(new JsonObject().put("rate", rate));
  }

  private Future<JsonObject> failRate(Forms.FailRate form) {
    return service
        .faults()
        .knobs()
        .change(new JsonObject().put(Mischief.REFUSE_RATE.name(), form.rate()))
        .compose(changed -> failRate());
  }

  private static UUID key(@Nullable String header) {
    return header == null ? UUID.randomUUID() : id(header);
  }

  /**
   * @throws Problem invalid (422)
   */
  static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("id", text, "a UUID");
    }
  }
}
