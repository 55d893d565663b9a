package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Peer;
import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * Hands orders to the orchestrator. What it cannot take now stays in the store and is offered
 * again, once a second: to execute an order twice is to execute it once. Naive orders are offered
 * once.
 */
final class Handover {
  private static final long RETRY_MS = 250;
  private static final int BATCH = 50;

  private final Service service;
  private final OrderStore orders;
  private boolean offering;
  private long timer;

  Handover(Service service, OrderStore orders) {
    this.service = service;
    this.orders = orders;
  }

  Handover start() {
    timer = service.vertx().setPeriodic(RETRY_MS, tick -> offerLeft());
    return this;
  }

  void stop() {
    service.vertx().cancelTimer(timer);
  }

  /**
   * The saga as it is begun.
   *
   * @return a future that fails with a 503 problem when the orchestrator cannot take the order
   */
  Future<JsonObject> offer(Order order) {
    return orchestrator()
        .post("/saga/execute", order.toExecute())
        .recover(failure -> Future.failedFuture(unavailable(order, failure)))
        .compose(taken -> orders.handedOver(order.id()).map(noted -> taken.json()));
  }

  private void offerLeft() {
    if (offering) {
      return;
    }
    offering = true;
    orders
        .left(BATCH)
        .compose(this::offerAll)
        .onComplete(done -> offering = false)
        .onFailure(failure -> service.telemetry().log().warn("orders wait for the orchestrator"));
  }

  /** One after the other: the first that is not taken is the last that is tried. */
  private Future<Void> offerAll(List<Order> left) {
    Future<Void> all = Future.succeededFuture();
    for (var order : left) {
      all = all.compose(done -> offer(order)).mapEmpty();
    }
    return all;
  }

  private Peer orchestrator() {
    return service.client("orchestrator").within(Duration.ofSeconds(2));
  }

  /** What a client is told of an order that is kept while the orchestrator is away. */
  static Problem unavailable(Order order, Throwable failure) {
    var problem = Problem.from(failure);
    return problem.isFault()
        ? Problem.overloaded(
                "the orchestrator cannot be reached; the order is kept", Duration.ofSeconds(1))
            .with("order_id", order.id())
        : problem;
  }
}
