package io.distributedlab.week51;

import io.distributedlab.service.http.Call;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.telemetry.Log;
import io.distributedlab.service.telemetry.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a visit tells: to its caller, to the trace, to the meters and to the log. */
final class VisitReport {
  private final Visit visit;
  private final DeadlineMeters meters;
  private final Span server = Span.current();
  private Span current = server;
  private boolean stopped;

  VisitReport(Visit visit) {
    this.visit = visit;
    this.meters = visit.station().meters();
  }

  void begun() {
    meters.begun();
    var received = receivedMs();
    if (received != null) {
      meters.received(received);
      server.setAttribute("deadline.received_ms", received);
    }
    if (visit.arrival().budget() == null && visit.arrival().timestampMs() == null) {
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

  /** Local work in a span of its own. */
  <T> Future<T> inSpan(Supplier<Future<T>> work) {
    return visit
        .station()
        .service()
        .telemetry()
        .span(
            "work",
            span -> {
              current = span;
              return work.get();
            })
        .onComplete(ended -> current = server);
  }

  /** The visit is stopped in the middle of something: marks the span of that. */
  void stopped(Problem why) {
    stopped = true;
    mark(current, why);
  }

  void ended(AsyncResult<Hop> result) {
    if (visit.deadline().exists()) {
      server.setAttribute("deadline.remaining_ms", Math.round(visit.remainingMs()));
    }
    if (result.succeeded()) {
      meters.ended("ok");
      return;
    }
    var why = Problem.from(result.cause());
    var outcome = outcome(why);
    meters.ended(outcome);
    meters.skipped(visit.skippedMs());
    if (!stopped) {
      mark(server, why);
    }
    log(outcome, why);
  }

  /** The answer to the caller. */
  Hop hop(@Nullable Downstream below) {
    var received = receivedMs();
    var elapsed = visit.elapsedMs();
    return new Hop(
        service(),
        Knob.wireName(visit.arrival().variant()),
        received,
        elapsed,
        received == null ? null : Long.valueOf(received - elapsed),
        received != null && elapsed >= received,
        Math.round(visit.workedMs()),
        TraceContext.traceId(),
        below == null ? null : below.hop());
  }

  Problem exceeded() {
    var phase = visit.phase().wire();
    return early("deadline-exceeded", "the deadline passed in phase " + phase)
        .with("phase", phase)
        .with("remaining_ms", Math.round(visit.remainingMs()))
        .with("work_skipped_ms", Math.round(visit.skippedMs()));
  }

  Problem refused(double neededMs) {
    return early("budget-insufficient", "less time is left than the request needs")
        .with("phase", visit.phase().wire())
        .with("needed_ms", Math.round(neededMs))
        .with("remaining_ms", Math.round(visit.remainingMs()))
        .with("work_skipped_ms", Math.round(visit.skippedMs()));
  }

  Problem cancelled() {
    return Problem.of(Call.CANCELLED, "cancelled", "the caller has left");
  }

  private Problem early(String type, String detail) {
    var problem =
        Problem.of(504, type, service() + ": " + detail)
            .with("service", service())
            .with("elapsed_ms", visit.elapsedMs());
    var received = receivedMs();
    return received == null ? problem : problem.with("received_ms", received);
  }

  private String outcome(Problem why) {
    if (why.status() == Call.CANCELLED) {
      return "cancelled";
    }
    return switch (why.type()) {
      case "deadline-exceeded" -> visit.phase().wire();
      case "budget-insufficient" -> visit.phase() == Phase.CALL ? "call" : "refused";
      case "overloaded" -> "refused";
      default -> visit.phase().wire();
    };
  }

  private void mark(Span span, Problem why) {
    if (why.status() == Call.CANCELLED) {
      event(span, "cancelled", "by", "caller");
    } else if (service().equals(why.members().get("service"))) {
      var needed = why.members().get("needed_ms");
      if (needed == null) {
        event(span, "deadline.exceeded", "phase", visit.phase().wire());
      } else {
        event(span, "refused", "needed", needed, "remaining", visit.remainingMs());
      }
    }
  }

  private static void event(Span span, String name, Object... attributes) {
    var all = Attributes.builder();
    for (int i = 0; i < attributes.length; i += 2) {
      var key = String.valueOf(attributes[i]);
      if (attributes[i + 1] instanceof Number number) {
        all.put(AttributeKey.longKey(key), Math.round(number.doubleValue()));
      } else {
        all.put(AttributeKey.stringKey(key), String.valueOf(attributes[i + 1]));
      }
    }
    span.addEvent(name, all.build());
  }

  private void log(String outcome, Problem why) {
    var fields =
        Log.with("outcome", outcome)
            .and("elapsed_ms", visit.elapsedMs())
            .and("problem", why.type());
    var received = receivedMs();
    if (received != null) {
      fields.and("received_ms", received);
    }
    var needed = why.members().get("needed_ms");
    if (needed != null) {
      fields.and("needed_ms", needed);
    }
    visit.station().service().telemetry().log().warn("request ended early", fields);
  }

  private @Nullable Long receivedMs() {
    var received = visit.budget().received();
    return received == null ? null : received.toMillis();
  }

  private String service() {
    return visit.station().service().name();
  }
}
