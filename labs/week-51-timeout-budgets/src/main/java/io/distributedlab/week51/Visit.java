package io.distributedlab.week51;

import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.KnobValues;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request at one service: admitted, given a slot, worked on, passed on, answered. What becomes
 * of its deadline on the way is up to its {@link DeadlinePolicy}. Fails with the problem that ended
 * it early; whatever its end, it leaves nothing behind.
 */
final class Visit {
  private final Station station;
  private final Arrival arrival;
  private final DeadlinePolicy policy;
  private final KnobValues knobs;
  private final LocalDeadline budget;
  private final Deadline deadline;
  private final LocalWork work;
  private final Task task;
  private final Context own;
  private final VisitReport report;
  private final long arrivedAt;
  private Phase phase = Phase.ARRIVAL;
  private boolean probing;

  Visit(Station station, Arrival arrival) {
    var service = station.service();
    this.station = station;
    this.arrival = arrival;
    this.arrivedAt = service.clock().nanos();
    this.policy = station.policy(arrival.variant());
    this.knobs = service.knobs().values();
    this.budget = policy.deadline(arrival, knobs, service.clock());
    this.deadline = budget.from(service.clock());
    this.work = new LocalWork(station.work(), service.clock());
    this.task = new Task(service.vertx());
    this.own = service.vertx().getOrCreateContext();
    this.report = new VisitReport(this);
    this.probing = arrival.probe();
  }

  Future<Hop> run() {
    report.begun();
    return Future.succeededFuture(this)
        .map(Visit::checked)
        .onSuccess(policy::guard)
        .compose(Visit::takeSlot)
        .compose(Visit::doWork)
        .compose(Visit::askNext)
        .map(report::hop)
        .onComplete(report::ended)
        .onComplete(ended -> task.end());
  }

  private Visit checked() {
    policy.check(this);
    return this;
  }

  private Future<Visit> takeSlot() {
    if (station.slots().isEmpty()) {
      return Future.succeededFuture(this);
    }
    enter(Phase.QUEUED);
    return task.queue(station.slots().get()).map(begun -> checked());
  }

  private Future<Visit> doWork() {
    enter(Phase.LOCAL);
    work.begin();
    return report
        .working(this::workUntilStopped)
        .compose(Visit::asFuture)
        .onSuccess(done -> station.local().add(work.doneMs()))
        .map(done -> checked());
  }

  /** Succeeds with the outcome: that work was stopped is no failure of the work. */
  private Future<AsyncResult<Void>> workUntilStopped() {
    return task.work(work.length())
        .onComplete(end -> work.end())
        .onComplete(end -> station.ledger().book(work.startedAt(), arrival.truthMs()))
        .transform(Future::succeededFuture);
  }

  private Future<@Nullable Downstream> askNext() {
    if (station.next().isEmpty()) {
      return Future.succeededFuture();
    }
    enter(Phase.CALL);
    return new NextCall(this, station.next().get())
        .run()
        .recover(failure -> Future.failedFuture(named(failure)));
  }

  /** Not to have waited long enough has a name of its own where there is a deadline. */
  private Throwable named(Throwable failure) {
    return deadline.exists() && Lateness.isOwn(failure) ? Lateness.exceeded(this) : failure;
  }

  /** Ends the visit now, whatever it is doing. */
  void abort(Problem why) {
    report.stopped(why);
    task.abort(why);
  }

  /** Runs {@code action} when the caller leaves before its answer. */
  void onDeparture(Runnable action) {
    arrival.departures().accept(() -> own.runOnContext(left -> action.run()));
  }

  /** Whether this request, about to be refused, is to try nevertheless. */
  boolean probes(BooleanSupplier drawn) {
    probing = probing || drawn.getAsBoolean();
    return probing;
  }

  Station station() {
    return station;
  }

  Arrival arrival() {
    return arrival;
  }

  DeadlinePolicy policy() {
    return policy;
  }

  KnobValues knobs() {
    return knobs;
  }

  LocalDeadline budget() {
    return budget;
  }

  Deadline deadline() {
    return deadline;
  }

  LocalWork work() {
    return work;
  }

  Task task() {
    return task;
  }

  Phase phase() {
    return phase;
  }

  boolean probing() {
    return probing;
  }

  /** What the caller said it has left, or the default; null when this hop does not care. */
  @Nullable Long receivedMs() {
    var received = budget.received();
    return received == null ? null : received.toMillis();
  }

  /** Time until the local deadline; very much when there is none. */
  double remainingMs() {
    return deadline.remaining().toNanos() / 1e6;
  }

  long elapsedMs() {
    return TimeUnit.NANOSECONDS.toMillis(station.service().clock().nanos() - arrivedAt);
  }

  private void enter(Phase next) {
    phase = next;
    report.entered();
  }

  private static <T> Future<T> asFuture(AsyncResult<T> result) {
    return result.succeeded()
        ? Future.succeededFuture(result.result())
        : Future.failedFuture(result.cause());
  }
}
