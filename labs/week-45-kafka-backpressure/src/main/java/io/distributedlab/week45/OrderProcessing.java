package io.distributedlab.week45;

import static io.distributedlab.week45.Week45Knobs.MAX_ATTEMPTS;
import static io.distributedlab.week45.Week45Knobs.RESPONSE;
import static io.distributedlab.week45.Week45Knobs.TTL;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.Log;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * What one consumer does with an order: bring it to the sink, try again while that fails, and put
 * aside what is stale or fails too often. A future is done when the order is over, so that its
 * offset may be committed. When the consumer is gone it fails, or is never done. Belongs to one
 * event loop.
 */
final class OrderProcessing {
  private static final long BACKOFF_MS = 50;
  private static final long BACKOFF_MOST_MS = 2000;

  private final Service service;
  private final SinkClient sink;
  private final SideTopics aside;
  private final ConsumerMeters meters;
  private final ProcessSpans spans;
  private final RandomGenerator random;
  private boolean closed;

  OrderProcessing(
      Service service, SideTopics aside, ConsumerMeters meters, RandomGenerator random) {
    this.service = service;
    this.sink = new SinkClient(service);
    this.aside = aside;
    this.meters = meters;
    this.spans = new ProcessSpans(service.telemetry().tracer(), service.clock());
    this.random = random;
  }

  Future<Outcome> process(Delivery delivery) {
    var fresh = fresh(delivery);
    return counted(
        fresh,
        () -> spans.around(delivery, () -> shed(fresh) ? expire(delivery) : bring(delivery)));
  }

  /** Many at once, in one call; those that fail go on alone. In the order of the deliveries. */
  List<Future<Outcome>> process(List<Delivery> deliveries) {
    var fresh = deliveries.stream().collect(Collectors.partitioningBy(d -> !shed(fresh(d))));
    var together = fresh.getOrDefault(true, List.of());
    var call =
        spans.around(together, () -> bulk(together)).map(reply -> List.copyOf(reply.failed()));
    return deliveries.stream().map(d -> together.contains(d) ? part(d, call) : process(d)).toList();
  }

  /** Nothing is tried again, and what has not been sent to the sink never is. */
  void close() {
    closed = true;
    sink.close();
  }

  private Future<Outcome> part(Delivery delivery, Future<List<String>> call) {
    return counted(
        fresh(delivery),
        () ->
            call.compose(
                    failed ->
                        failed.contains(delivery.key())
                            ? Future.failedFuture("the sink cannot process it")
                            : Future.succeededFuture(Outcome.PROCESSED))
                .recover(failure -> spans.around(delivery, () -> failed(delivery, 1, failure))));
  }

  private Future<SinkOrder.BulkReply> bulk(List<Delivery> together) {
    return together.isEmpty()
        ? Future.succeededFuture(new SinkOrder.BulkReply(List.of()))
        : Future.succeededFuture(together)
            .map(all -> new SinkOrder.Bulk(all.stream().map(SinkOrder::of).toList()))
            .compose(body -> sink.post("/orders/bulk", body))
            .map(reply -> reply.as(SinkOrder.BulkReply.class));
  }

  private Future<Outcome> bring(Delivery delivery) {
    return attempt(delivery, 1)
        .onSuccess(
            outcome ->
                service
                    .telemetry()
                    .log()
                    .info(
                        outcome.label(),
                        Log.with("order_id", delivery.key()).and("age_ms", age(delivery))));
  }

  private Future<Outcome> attempt(Delivery delivery, int number) {
    return Future.succeededFuture(delivery)
        .map(SinkOrder::of)
        .compose(order -> sink.post("/orders", order))
        .map(Outcome.PROCESSED)
        .recover(failure -> failed(delivery, number, failure));
  }

  private Future<Outcome> failed(Delivery delivery, int attempts, Throwable failure) {
    if (closed) {
      return Future.failedFuture(failure);
    }
    var most = service.knobs().get(MAX_ATTEMPTS);
    if (most > 0 && attempts >= most) {
      Span.current().setStatus(StatusCode.ERROR, reason(failure));
      return aside
          .send(
              Topic.DEAD_LETTERS,
              delivery,
              Map.of("error", reason(failure), "attempts", "" + attempts))
          .map(Outcome.DEAD);
    }
    return service
        .vertx()
        .timer(backoff(attempts))
        .compose(waited -> attempt(delivery, attempts + 1));
  }

  /** Full jitter: Marc Brooker, "Exponential Backoff and Jitter" (2015). */
  private long backoff(int attempts) {
    var most = Math.min(BACKOFF_MOST_MS, BACKOFF_MS << Math.min(attempts, 10));
    return 1 + random.nextLong(most);
  }

  private Future<Outcome> expire(Delivery delivery) {
    var age = age(delivery);
    meters.expired(age);
    return aside
        .send(Topic.EXPIRED, delivery, Map.of("age_ms", String.valueOf(age)))
        .map(Outcome.EXPIRED);
  }

  private Future<Outcome> counted(boolean fresh, Supplier<Future<Outcome>> work) {
    long started = service.clock().nanos();
    return work.get()
        .onSuccess(
            outcome ->
                meters.processed(
                    outcome,
                    service.clock().nanos() - started,
                    fresh,
                    service.clock().now().toEpochMilli()));
  }

  private boolean shed(boolean fresh) {
    return !fresh && service.knobs().get(RESPONSE) == OverloadResponse.SHED_STALE;
  }

  private boolean fresh(Delivery delivery) {
    return age(delivery) <= service.knobs().get(TTL).toMillis();
  }

  private long age(Delivery delivery) {
    return service.clock().now().toEpochMilli() - delivery.timestamp();
  }

  private static String reason(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
