package io.distributedlab.week45;

import static io.distributedlab.week45.Week45Knobs.BULK_BASE;
import static io.distributedlab.week45.Week45Knobs.BULK_EACH;
import static io.distributedlab.week45.Week45Knobs.PROCESSING;
import static io.distributedlab.week45.Week45Knobs.SINK_CONCURRENCY;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;

import io.distributedlab.service.Service;
import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Reply;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.telemetry.TraceContext;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;

/**
 * What is behind the consumers: c servers with a service time S and one FIFO queue, so a capacity
 * of c/S, and a ledger of everything it has done.
 */
public final class SinkVerticle extends VerticleBase {
  private static final int ROOM = 100_000;

  private final Service service;
  private final ProcessedLedger ledger;
  private final Slots servers;
  private final Counter processed;

  SinkVerticle(Service service) {
    this.service = service;
    this.ledger = new ProcessedLedger(service);
    this.servers = new Slots(() -> service.knobs().get(SINK_CONCURRENCY), () -> ROOM);
    var meters = service.telemetry().meters();
    this.processed = meters.counter("kbp.sink.processed");
    meters.gauge("kbp.sink.busy", servers, Slots::busy);
    meters.gauge("kbp.sink.queue", servers, Slots::queued);
  }

  @Override
  public Future<?> start() {
    return Switches.addTo(service)
        .post("/orders", this::one)
        .post("/orders/bulk", this::bulk)
        .houseRoute(GET, "/ledger", request -> ledger.totals())
        .houseRoute(GET, "/ledger/orders", request -> ledger.attempts())
        .houseRoute(DELETE, "/ledger", request -> ledger.clear())
        .listen();
  }

  @Override
  public Future<?> stop() {
    return ledger.close();
  }

  private Future<Reply> one(Request request) {
    var order = request.body(SinkOrder.class);
    boolean poison = order.order().hasProduct(Order.POISON);
    return served(service.knobs().get(PROCESSING), poison ? List.of() : List.of(order))
        .compose(
            done ->
                poison
                    ? Future.failedFuture(
                        Problem.of(422, "cannot-process", "no attempt at this order will succeed"))
                    : Future.succeededFuture(Reply.empty()));
  }

  private Future<SinkOrder.BulkReply> bulk(Request request) {
    var orders = request.body(SinkOrder.Bulk.class).orders();
    var good = orders.stream().filter(one -> !one.order().hasProduct(Order.POISON)).toList();
    var failed =
        orders.stream()
            .filter(one -> one.order().hasProduct(Order.POISON))
            .map(one -> one.order().orderId())
            .toList();
    var values = service.knobs().values();
    var time = values.get(BULK_BASE).plus(values.get(BULK_EACH).multipliedBy(orders.size()));
    return served(time, good).map(noted -> new SinkOrder.BulkReply(failed));
  }

  /**
   * Waits for a server and keeps it for the service time, or for as long as the ledger takes: the
   * disk's time is part of S and not added to it.
   */
  private Future<Void> served(Duration time, List<SinkOrder> orders) {
    Promise<Void> turn = Promise.promise();
    var ticket = servers.enter(turn::complete);
    return TraceContext.here(turn.future())
        .compose(ours -> Future.join(vertx.timer(Math.max(1, time.toMillis())), note(orders)))
        .<Void>mapEmpty()
        .onComplete(done -> ticket.leave())
        .onSuccess(done -> processed.increment(orders.size()));
  }

  private Future<Void> note(List<SinkOrder> orders) {
    return orders.isEmpty() ? Future.succeededFuture() : TraceContext.here(ledger.note(orders));
  }
}
