package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.Log;
import io.distributedlab.service.telemetry.TraceContext;
import io.distributedlab.week29.StepOutcome.Kind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Drives the sagas of the log: claims what is due, sends the next command, records the outcome, and
 * so on, until a saga ends or has to wait. It remembers nothing between two sagas that the log does
 * not have, and holds no transaction open while it waits for a participant.
 */
final class DurableWorker {
  private static final long POLL_MS = 25;
  private static final int PARKED_FACTOR = 10;

  private final Service service;
  private final SagaLog log;
  private final StepClient client;
  private final CommandIds ids;
  private final SagaMeters meters;
  private final String name;
  private final RandomGenerator random = new SplittableRandom();
  private int active;
  private boolean claiming;
  private boolean stopped;
  private long timer;

  /**
   * @param name of this worker, which no other one has or had
   */
  DurableWorker(
      Service service,
      SagaLog log,
      StepClient client,
      CommandIds ids,
      SagaMeters meters,
      String name) {
    this.service = service;
    this.log = log;
    this.client = client;
    this.ids = ids;
    this.meters = meters;
    this.name = name;
  }

  DurableWorker start() {
    timer = service.vertx().setPeriodic(POLL_MS, tick -> claim());
    return this;
  }

  /** Claims nothing any more. What it has goes on, until its writes are fenced off. */
  void stop() {
    stopped = true;
    service.vertx().cancelTimer(timer);
  }

  /** Looks for sagas that are due, now. */
  void claim() {
    int free = service.knobs().get(Week29Knobs.CLAIM_BATCH) - active;
    if (stopped || claiming || free <= 0) {
      return;
    }
    claiming = true;
    log.claim(name, free, lease())
        .onComplete(done -> claiming = false)
        .onSuccess(sagas -> sagas.forEach(this::begin))
        .onFailure(failure -> service.telemetry().log().error("claim failed", failure));
  }

  private void begin(Saga saga) {
    active++;
    if (saga.recovered()) {
      meters.recovered();
    }
    TraceContext.with(SagaTrace.of(saga.traceparent()), () -> drive(saga))
        .onComplete(over -> active--)
        .onFailure(failure -> letGo(saga, failure));
  }

  private Future<Void> drive(Saga saga) {
    return ask(saga)
        .compose(this::keep)
        .compose(kept -> kept.isEmpty() ? Future.succeededFuture() : drive(kept.orElseThrow()));
  }

  private record Answer(Saga saga, UUID command, StepOutcome outcome) {}

  private Future<Answer> ask(Saga saga) {
    var command = ids.command(saga.id(), saga.progress().cursor());
    return saga.progress().forward()
        ? log.intend(saga, command, lease())
            .compose(
                noted -> send(noted, command).map(outcome -> new Answer(noted, command, outcome)))
        : client.compensate(saga, command).map(outcome -> new Answer(saga, command, outcome));
  }

  /** A pivot that does not answer is looked up first: the saga must know before it can turn. */
  private Future<StepOutcome> send(Saga saga, UUID command) {
    var now = saga.progress();
    var stuck = now.attempt() >= service.knobs().get(Week29Knobs.FORWARD_ATTEMPTS);
    return stuck && now.cursor() == saga.definition().pivot()
        ? client
            .lookUp(saga, command)
            .compose(
                known ->
                    known.kind() == Kind.UNKNOWN
                        ? client.execute(saga, command)
                        : Future.succeededFuture(known))
        : client.execute(saga, command);
  }

  /** Records the outcome; empty when the saga has ended or waits for its next try. */
  private Future<Optional<Saga>> keep(Answer answer) {
    var saga = answer.saga();
    var outcome = answer.outcome();
    var next = saga.progress().after(outcome.kind(), saga.definition(), limits());
    var again = next.attempt() > 0;
    var hold = !again && !next.ended();
    var delay = again ? delay(next) : Duration.ZERO;
    return log.record(saga, outcome, next, hold, delay, lease())
        .onSuccess(kept -> meters.moved(saga, answer.command(), outcome, kept))
        .map(kept -> hold ? Optional.of(kept) : Optional.empty());
  }

  private Duration delay(Progress next) {
    var knobs = service.knobs().values();
    var cap = knobs.get(Week29Knobs.RETRY_CAP);
    return next.state() == SagaState.NEEDS_ATTENTION
        ? cap.multipliedBy(PARKED_FACTOR)
        : new Backoff(knobs.get(Week29Knobs.RETRY_BASE), cap, random).delay(next.attempt() - 1);
  }

  private Progress.Limits limits() {
    var knobs = service.knobs().values();
    return new Progress.Limits(
        knobs.get(Week29Knobs.FORWARD_ATTEMPTS), knobs.get(Week29Knobs.PARK_AFTER));
  }

  private Duration lease() {
    return service.knobs().get(Week29Knobs.LEASE);
  }

  /** Its lease runs out, and whoever claims it then goes on from what is in the log. */
  private void letGo(Saga saga, Throwable failure) {
    if (failure instanceof SagaLog.Fenced) {
      meters.fenced();
      service.telemetry().log().warn("fenced off", Log.with("saga", saga.id()));
    } else {
      service.telemetry().log().error("saga let go", failure, Log.with("saga", saga.id()));
    }
  }
}
