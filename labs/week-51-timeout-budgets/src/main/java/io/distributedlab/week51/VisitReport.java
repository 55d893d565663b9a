package io.distributedlab.week51;

import io.distributedlab.service.http.Call;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.telemetry.Log;
import io.distributedlab.service.telemetry.TraceContext;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a visit tells: to its caller, to the meters, to the log and to the trace. */
final class VisitReport {
  private final Visit visit;
  private final DeadlineMeters meters;
  private final VisitTrace trace;

  VisitReport(Visit visit) {
    this.visit = visit;
    this.meters = visit.station().meters();
    this.trace = new VisitTrace(visit.station().name());
  }

  void begun() {
    meters.begun();
    var received = visit.receivedMs();
    if (received != null) {
      meters.received(received);
      trace.attribute("deadline.received_ms", received);
    }
    if (!visit.arrival().hasDeadline()) {
      meters.missing();
    }
    if (visit.budget().clamped()) {
      meters.clamped();
    }
    entered();
  }

  void entered() {
    if (visit.deadline().exists()) {
      meters.remaining(visit.phase(), visit.remainingMs());
    }
  }

  /** Local work, as the trace shows it. */
  <T> Future<T> working(Supplier<Future<T>> work) {
    return trace.work(visit.station().service().telemetry(), work);
  }

  /** The visit is stopped in the middle of something. */
  void stopped(Problem why) {
    trace.endsEarly(why, visit.phase());
  }

  void ended(AsyncResult<Hop> result) {
    if (visit.deadline().exists()) {
      trace.attribute("deadline.remaining_ms", Math.round(visit.remainingMs()));
    }
    if (result.succeeded()) {
      meters.ended("ok");
      log().info("request answered", line("ok"));
    } else {
      endedEarly(Problem.from(result.cause()));
    }
  }

  /** The answer to the caller. */
  Hop hop(@Nullable Downstream below) {
    var received = visit.receivedMs();
    var elapsed = visit.elapsedMs();
    return new Hop(
        visit.station().name(),
        Knob.wireName(visit.arrival().variant()),
        received,
        elapsed,
        received == null ? null : Long.valueOf(received - elapsed),
        received != null && elapsed >= received,
        Math.round(visit.work().doneMs()),
        below != null && (below.cached() || below.hop().partial()),
        TraceContext.traceId(),
        below == null ? null : below.hop());
  }

  private void endedEarly(Problem why) {
    var outcome = outcome(why);
    meters.ended(outcome);
    meters.skipped(visit.work().leftMs());
    trace.endsEarly(why, visit.phase());
    var line = line(outcome).and("problem", why.type());
    var needed = why.members().get("needed_ms");
    log().warn("request ended early", needed == null ? line : line.and("needed_ms", needed));
  }

  /** What another service said is an end in phase {@code call} here. */
  private String outcome(Problem why) {
    if (why.status() == Call.CANCELLED) {
      return "cancelled";
    }
    boolean refused = why.type().equals(Lateness.INSUFFICIENT) || why.type().equals("overloaded");
    return refused && visit.phase() != Phase.CALL ? "refused" : visit.phase().wire();
  }

  private Log.Fields line(String outcome) {
    var fields = Log.with("outcome", outcome).and("elapsed_ms", visit.elapsedMs());
    var received = visit.receivedMs();
    return received == null ? fields : fields.and("received_ms", received);
  }

  private Log log() {
    return visit.station().service().telemetry().log();
  }
}
