package io.distributedlab.week29;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Json;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Reply;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.telemetry.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Where orders come in, and where they are confirmed or cancelled in the end. */
final class OrderVerticle extends VerticleBase {
  private static final int CONNECTIONS = 10;
  private static final UUID KEYS = new UUID(0x29L << 56, 0x0bde);
  private static final OrderForm DEMO =
      new OrderForm(
          "customer-1",
          List.of(new Item("p-1", "Laptop", 1, 129_900), new Item("p-2", "Mouse", 2, 2_500)));
  private static final Knob<Duration> WAIT =
      Knob.millis("wait", 0, 0, 10_000, "how long the answer may wait for the end of the saga");
  private static final Knob<Integer> LIMIT =
      Knob.integer("limit", 100, 1, 10_000, "the newest so many");
  private static final Knob<Boolean> OPEN =
      Knob.flag("open", false, "only orders whose saga has not ended");
  private static final long END_POLL_MS = 20;

  private final Service service;
  private final Pool pool;
  private final OrderStore orders;
  private final Handover handover;
  private final Catalogue catalogue;
  private final Choreography choreography;
  private final LossyChoreography lossy;
  private final EventView events;
  private final Audit audit;

  OrderVerticle(Service service) {
    this.service = service;
    this.pool = Database.open(service, CONNECTIONS);
    this.orders = new OrderStore(pool);
    this.handover = new Handover(service, orders);
    this.catalogue = new Catalogue(service);
    var mischief = Mischief.at(service);
    this.choreography = new Choreography(service, pool, mischief, new Inbox());
    this.lossy = new LossyChoreography(service, pool, mischief);
    this.events = new EventView(service);
    this.audit = new Audit(service, orders);
  }

  @Override
  public Future<?> start() {
    KnobMirror.feed(service, "orchestrator");
    handover.start();
    return Future.all(choreography.start(reactions()), lossy.start(reactions()))
        .compose(
            listening ->
                service
                    .http()
                    .post("/orders", this::place)
                    .houseRoute(GET, "/orders", this::list)
                    .houseRoute(DELETE, "/orders", request -> orders.clear())
                    .houseRoute(GET, "/orders/totals", request -> orders.totals())
                    .get("/orders/:id", request -> orders.one(request.param("id")))
                    .get("/orders/:id/saga", this::saga)
                    .post("/demo/order", this::demo)
                    .get("/demo/order", this::demo)
                    .houseRoute(GET, "/invariants", request -> audit.run())
                    .post("/saga/approve", request -> decide(request, orders::approve))
                    .post(
                        "/saga/confirm",
                        request -> decide(request, s -> OrderStore.confirm(pool, s)))
                    .post("/saga/cancel", this::cancel)
                    .listen());
  }

  @Override
  public Future<?> stop() {
    handover.stop();
    choreography.stop();
    return pool.close();
  }

  private static Map<String, Reaction> reactions() {
    Work confirm = (tx, order) -> closing(OrderStore.confirm(tx, saga(order)));
    Work cancel = (tx, order) -> closing(OrderStore.cancel(tx, saga(order)));
    return Map.of(
        "stock.sold", Reaction.last(confirm),
        "stock.refused", Reaction.last(cancel),
        "stock.released", Reaction.last(cancel));
  }

  private Future<Reply> place(Request request) {
    var form = request.body(OrderForm.class).checked();
    var key = request.header(Participant.KEY);
    var id = key == null ? UUID.randomUUID() : CommandIds.version5(KEYS, key);
    return place(request, id.toString(), form, request.json().getJsonArray("items"));
  }

  private Future<Reply> demo(Request request) {
    var items = new JsonArray(Json.write(DEMO.items()));
    return place(request, UUID.randomUUID().toString(), DEMO, items);
  }

  private Future<Reply> place(Request request, String id, OrderForm form, JsonArray items) {
    var wait = request.query(WAIT);
    var variant = service.knobs().variant(Week29Knobs.VARIANT, request);
    var order = Order.of(id, form, items, variant, TraceContext.traceId());
    long until = service.clock().nanos() + wait.toNanos();
    return catalogue
        .check(form)
        .compose(known -> begin(order))
        .compose(begun -> view(order, until))
        .map(OrderVerticle::answer);
  }

  /** Puts the order where its saga begins. One that is there already is not begun again. */
  private Future<Void> begin(Order order) {
    return switch (order.variant()) {
      case NAIVE, DURABLE, DURABLE_LOCK, YOURS ->
          added(order, OrderStore.add(pool, order, false))
              .compose(fresh -> fresh ? handover.offer(order).mapEmpty() : nothing());
      case CHOREOGRAPHY ->
          added(order, pool.withTransaction(tx -> withEvent(tx, order)))
              .onSuccess(fresh -> choreography.committed())
              .mapEmpty();
      case CHOREOGRAPHY_BUS ->
          added(order, OrderStore.add(pool, order, true))
              .onSuccess(fresh -> publish(order, fresh))
              .mapEmpty();
    };
  }

  private static Future<Boolean> withEvent(SqlConnection tx, Order order) {
    return OrderStore.add(tx, order, true)
        .compose(
            fresh ->
                fresh
                    ? Outbox.add(tx, order.sagaId(), "order.placed", order.toTell()).map(true)
                    : Future.succeededFuture(false));
  }

  private void publish(Order order, boolean fresh) {
    if (fresh) {
      lossy.publish(order.sagaId(), "order.placed", order.toTell());
    }
  }

  /** Fails with a 422 problem when an order of this id has other items. */
  private Future<Boolean> added(Order order, Future<Boolean> adding) {
    return adding.compose(
        fresh ->
            fresh
                ? Future.succeededFuture(true)
                : orders.one(order.id()).map(before -> sameAs(before, order)));
  }

  private static boolean sameAs(JsonObject before, Order order) {
    if (!before.getJsonArray("items").equals(order.items())
        || !before.getString("customer_id").equals(order.customerId())) {
      throw Problem.of(422, "key-reuse", "this key was used for another order");
    }
    return false;
  }

  private Future<JsonObject> saga(Request request) {
    return orders.one(request.param("id")).compose(this::sagaOf);
  }

  private Future<JsonObject> sagaOf(JsonObject order) {
    return Variant.valueOf(order.getString("variant")).orchestrated()
        ? service
            .client("orchestrator")
            .get("/saga/" + order.getString("saga_id"))
            .map(reply -> reply.json())
        : events.of(order);
  }

  /** The order is taken: when nobody can say more, the client is told how to ask again. */
  private Future<JsonObject> view(Order order, long until) {
    return view(order.id(), until)
        .recover(failure -> Future.failedFuture(Handover.unavailable(order, failure)));
  }

  /** The saga when it has ended, or as it is when the time is up. */
  private Future<JsonObject> view(String id, long until) {
    return orders
        .one(id)
        .compose(this::sagaOf)
        .compose(
            saga ->
                ended(saga) || service.clock().nanos() >= until
                    ? Future.succeededFuture(saga)
                    : vertx.timer(END_POLL_MS).compose(waited -> view(id, until)));
  }

  private static Reply answer(JsonObject saga) {
    var location = "/orders/" + saga.getString("order_id");
    saga.remove("steps");
    return Reply.json(ended(saga) ? 200 : 202, saga).header("Location", location);
  }

  private static boolean ended(JsonObject saga) {
    return SagaState.valueOf(saga.getString("state")).ended();
  }

  private Future<JsonArray> list(Request request) {
    var wanted = StateFilter.of(request, OrderState.values());
    return orders.list(wanted, request.query(OPEN), request.query(LIMIT));
  }

  private static Future<JsonObject> decide(
      Request request, Function<UUID, Future<Optional<String>>> decision) {
    return closing(decision.apply(request.body(Forms.Decide.class).sagaId()));
  }

  private Future<JsonObject> cancel(Request request) {
    var cancelled = OrderStore.cancel(pool, request.body(Forms.Cancel.class).sagaId());
    return closing(cancelled.onSuccess(this::countTakenBack));
  }

  /** An order that was there to be read as confirmed has been cancelled. */
  private void countTakenBack(Optional<String> before) {
    if (before.filter("CONFIRMED"::equals).isPresent()) {
      service.telemetry().meters().counter("saga.taken.back").increment();
    }
  }

  private static Future<JsonObject> closing(Future<Optional<String>> decision) {
    return decision.map(before -> new JsonObject().put("replayed", before.isEmpty()));
  }

  private static UUID saga(JsonObject order) {
    return UUID.fromString(order.getString("saga_id"));
  }

  private static Future<Void> nothing() {
    return Future.succeededFuture();
  }
}
