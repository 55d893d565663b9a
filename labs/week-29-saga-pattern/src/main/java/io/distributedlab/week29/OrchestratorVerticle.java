package io.distributedlab.week29;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Reply;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs sagas: naive ones in memory, durable ones from the log. A saga does not belong to the
 * request that brought it: it goes on when the caller has gone.
 */
final class OrchestratorVerticle extends VerticleBase {
  /** An order to be executed. */
  record Execute(String orderId, String customerId, List<Item> items, String variant) {}

  /** Parts that a mutant replaces. */
  record Parts(Function<Pool, SagaLog> log, CommandIds ids) {
    static final Parts SOUND = new Parts(SagaLog::new, new CommandIds());
  }

  /** More than any batch needs: a claimed saga uses one connection at a time, and briefly. */
  private static final int CONNECTIONS = 16;

  private static final long OPEN_POLL_MS = 500;
  private static final Knob<Integer> LIMIT =
      Knob.integer("limit", 100, 1, 10_000, "the newest so many");

  private final Service service;
  private final Parts parts;
  private final Pool pool;
  private final SagaLog log;
  private final SagaMeters meters;
  private final NaiveSagas naive;
  private final StepClient client;
  private final SagaViews views;
  private @Nullable DurableWorker worker;

  OrchestratorVerticle(Service service) {
    this(service, Parts.SOUND);
  }

  OrchestratorVerticle(Service service, Parts parts) {
    this.service = service;
    this.parts = parts;
    this.pool = Database.open(service, CONNECTIONS);
    this.log = parts.log().apply(pool);
    this.meters = new SagaMeters(service);
    this.client = new StepClient(service);
    this.naive = new NaiveSagas(service, client, meters);
    this.views = new SagaViews(naive, log);
  }

  @Override
  public Future<?> start() {
    return KnobMirror.catchUp(service, "order")
        .compose(known -> log.nextWorker())
        .onSuccess(this::employ)
        .compose(
            employed ->
                service
                    .http()
                    .post("/saga/execute", this::execute)
                    .get("/saga/:id", request -> views.one(Participant.id(request.param("id"))))
                    .houseRoute(GET, "/sagas", this::list)
                    .houseRoute(GET, "/sagas/open", request -> open())
                    .houseRoute(DELETE, "/sagas", request -> clear())
                    .listen());
  }

  @Override
  public Future<?> stop() {
    if (worker != null) {
      worker.stop();
    }
    return pool.close();
  }

  private void employ(long number) {
    worker =
        new DurableWorker(service, log, client, parts.ids(), meters, "worker-" + number).start();
    vertx.setPeriodic(OPEN_POLL_MS, tick -> open().onFailure(this::unknown));
  }

  private Future<Reply> execute(Request request) {
    var order = request.body(Execute.class);
    var form = new OrderForm(order.customerId(), order.items()).checked();
    var variant = Week29Knobs.VARIANT.parse(order.variant());
    if (!variant.orchestrated()) {
      throw Problem.invalid("variant", order.variant(), "naive, durable, durable-lock or yours");
    }
    var id = CommandIds.saga(order.orderId());
    var context = request.json().put("saga_id", id.toString()).put("amount", form.amount());
    return service
        .telemetry()
        .span("saga", span -> begin(new Begun(order.orderId(), variant, context), span))
        .compose(begun -> views.one(id))
        .map(view -> Reply.accepted(view).header("Location", "/saga/" + id));
  }

  private record Begun(String orderId, Variant variant, JsonObject context) {}

  private Future<Void> begin(Begun order, Span span) {
    var id = CommandIds.saga(order.orderId());
    var traceparent = SagaTrace.current();
    span.setAttribute("saga_id", id.toString()).setAttribute("order_id", order.orderId());
    if (order.variant() == Variant.NAIVE) {
      naive.start(
          new Saga(
              id,
              order.orderId(),
              order.variant(),
              log.definition(order.variant()),
              order.context(),
              Progress.start(),
              traceparent,
              "memory",
              0,
              false));
      return Future.succeededFuture();
    }
    return log.add(id, order.orderId(), order.variant(), order.context(), traceparent)
        .compose(added -> added ? admitted(order) : sameAsBefore(order));
  }

  private Future<Void> admitted(Begun order) {
    meters.started(order.variant());
    if (worker != null) {
      worker.claim();
    }
    return Future.succeededFuture();
  }

  private Future<Void> sameAsBefore(Begun order) {
    return log.find(CommandIds.saga(order.orderId()))
        .map(
            row -> {
              var known = row == null ? new JsonObject() : row.getJsonObject("context");
              if (row == null
                  || !known.getJsonArray("items").equals(order.context().getJsonArray("items"))) {
                throw Problem.of(422, "key-reuse", "this order was executed with other items");
              }
              return null;
            });
  }

  private Future<JsonArray> list(Request request) {
    var wanted = StateFilter.of(request, SagaState.values());
    return log.list(wanted, request.query(LIMIT))
        .map(
            rows -> {
              var all = naive.list(wanted);
              rows.forEach(row -> all.add(SagaViews.brief((JsonObject) row)));
              return all;
            });
  }

  private Future<JsonObject> open() {
    return log.open()
        .map(open -> open.put("active", open.getLong("active") + naive.active()))
        .onSuccess(
            open ->
                meters.open(
                    open.getLong("active"), open.getLong("parked"), open.getDouble("oldest_s")));
  }

  private void unknown(Throwable failure) {
    service.telemetry().log().error("open sagas not known", failure);
  }

  private Future<Void> clear() {
    return open()
        .compose(
            open ->
                open.getLong("active") > 0
                    ? Future.failedFuture(
                        Problem.conflict(open.getLong("active") + " sagas are under way"))
                    : log.clear())
        .onSuccess(cleared -> naive.clear());
  }
}
