package io.distributedlab.week51;

import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.KnobValues;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
  private final Duration work;
  private final Task task;
  private final Context own;
  private final VisitReport report;
  private final long arrivedAt;
  private Phase phase = Phase.ARRIVAL;
  private long localStart;
  private long workedNanos;
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
    this.work = station.work();
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
        .compose(Visit::work)
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

  private Future<Visit> work() {
    enter(Phase.LOCAL);
    localStart = station.service().clock().nanos();
    return report
        .inSpan(this::workUntilStopped)
        .compose(Visit::asFuture)
        .onSuccess(done -> station.local().add(workedMs()))
        .map(done -> checked());
  }

  /** Succeeds with the outcome: that work was stopped is no failure of the work. */
  private Future<AsyncResult<Void>> workUntilStopped() {
    return task.work(work)
        .onComplete(end -> workedNanos = station.ledger().book(localStart, arrival.truthMs()))
        .transform(Future::succeededFuture);
  }

  private Future<@Nullable Downstream> askNext() {
    if (station.next().isEmpty()) {
      return Future.succeededFuture();
    }
    enter(Phase.CALL);
    return task.call(station.next().get().ask(this))
        .onSuccess(below -> station.downstream().add(below.workMs()))
        .recover(failure -> Future.failedFuture(isOwnLateness(failure) ? exceeded() : failure));
  }

  /** The next service did not answer in the time that was left; it has not told so itself. */
  private boolean isOwnLateness(Throwable failure) {
    return deadline.exists()
        && failure instanceof Problem problem
        && problem.type().equals("peer-late")
        && !problem.members().containsKey("peer_status");
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
  boolean probes() {
    probing = probing || station.probes();
    return probing;
  }

  /** 504: the deadline has passed. */
  Problem exceeded() {
    return report.exceeded();
  }

  /** 504: what is left is less than what is needed. */
  Problem refused(double neededMs) {
    return report.refused(neededMs);
  }

  /** The caller has left; this is told to nobody. */
  Problem cancelled() {
    return report.cancelled();
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

  Task task() {
    return task;
  }

  Phase phase() {
    return phase;
  }

  boolean probing() {
    return probing;
  }

  /** Time until the local deadline; very much when there is none. */
  double remainingMs() {
    return deadline.remaining().toNanos() / 1e6;
  }

  long elapsedMs() {
    return TimeUnit.NANOSECONDS.toMillis(station.service().clock().nanos() - arrivedAt);
  }

  /** Local work done so far; complete once the work has ended. */
  double workedMs() {
    return workedNanos / 1e6;
  }

  /** Local work that an end at this moment saves. */
  double skippedMs() {
    var now = station.service().clock().nanos();
    return switch (phase) {
      case ARRIVAL, QUEUED -> work.toNanos() / 1e6;
      case LOCAL -> Math.max(0, work.toNanos() - (now - localStart)) / 1e6;
      case CALL -> 0;
    };
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
