package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.TraceContext;
import io.distributedlab.week29.Outbox.Pending;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Sends what is in an outbox until it is acknowledged: at least once, and the events of one saga in
 * order. There is one relay per outbox. Nobody listening, a late answer and a failure all mean the
 * same to it: later, again.
 */
final class Relay {
  /** The answer to an event: it is committed here. */
  record Ack(boolean duplicate) {}

  private static final long POLL_MS = 20;
  private static final long COUNT_MS = 250;
  private static final int BATCH = 64;

  private final Service service;
  private final Outbox outbox;
  private final Set<Long> underWay = new HashSet<>();
  private final RandomGenerator random = new SplittableRandom();
  private final AtomicLong depth;
  private boolean looking;
  private boolean stopped;
  private long timer;
  private long counting;

  Relay(Service service, Outbox outbox) {
    this.service = service;
    this.outbox = outbox;
    this.depth = service.telemetry().meters().gauge("outbox.pending", new AtomicLong());
  }

  Relay start() {
    timer = service.vertx().setPeriodic(POLL_MS, tick -> look());
    counting = service.vertx().setPeriodic(COUNT_MS, tick -> count());
    return this;
  }

  void stop() {
    stopped = true;
    service.vertx().cancelTimer(timer);
    service.vertx().cancelTimer(counting);
  }

  private void count() {
    outbox
        .count()
        .onSuccess(depth::set)
        .onFailure(failure -> service.telemetry().log().warn("outbox not counted"));
  }

  /** Looks for events that are due, now. */
  void look() {
    int room = BATCH - underWay.size();
    if (stopped || looking || room <= 0) {
      return;
    }
    looking = true;
    outbox
        .due(underWay, room)
        .onComplete(done -> looking = false)
        .onSuccess(due -> due.forEach(this::send))
        .onFailure(failure -> service.telemetry().log().error("outbox not read", failure));
  }

  private void send(Pending pending) {
    underWay.add(pending.id());
    var event = pending.event();
    TraceContext.with(SagaTrace.of(event.traceparent()), () -> deliver(event))
        .transform(
            told -> told.succeeded() ? outbox.sent(pending) : outbox.again(pending, delay(pending)))
        .onComplete(noted -> underWay.remove(pending.id()))
        .onFailure(failure -> service.telemetry().log().error("outbox not written", failure));
  }

  private Future<Ack> deliver(Event event) {
    var timeout = service.knobs().get(Week29Knobs.STEP_TIMEOUT);
    return service.bus().request(Event.address(event.type()), event, Ack.class, timeout);
  }

  private Duration delay(Pending pending) {
    var knobs = service.knobs().values();
    return new Backoff(knobs.get(Week29Knobs.RETRY_BASE), knobs.get(Week29Knobs.RETRY_CAP), random)
        .delay(pending.attempts());
  }
}
