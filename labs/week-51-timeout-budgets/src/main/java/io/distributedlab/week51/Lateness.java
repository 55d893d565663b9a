package io.distributedlab.week51;

import io.distributedlab.service.http.Call;
import io.distributedlab.service.http.Problem;

/**
 * The problems with which a visit ends early. The members {@code service} and {@code phase} say who
 * ended it and when, and in phase {@code call} {@code hop} names the service it waited for; every
 * service in front passes them on as they are.
 */
final class Lateness {
  static final String EXCEEDED = "deadline-exceeded";
  static final String INSUFFICIENT = "budget-insufficient";

  private Lateness() {}

  /** 504: the deadline has passed. */
  static Problem exceeded(Visit visit) {
    return of(visit, EXCEEDED, "the deadline passed in phase " + visit.phase().wire());
  }

  /** 504: less time is left than the request needs. */
  static Problem insufficient(Visit visit, double neededMs) {
    return of(visit, INSUFFICIENT, "less time is left than the request needs")
        .with("needed_ms", Math.round(neededMs));
  }

  /** The caller has left, so this is told to nobody. */
  static Problem cancelled() {
    return Problem.of(Call.CANCELLED, "cancelled", "the caller has left");
  }

  /**
   * Whether a call failed because this service stopped waiting for it, and not because the other
   * side said that it was late.
   */
  static boolean isOwn(Throwable failure) {
    return failure instanceof Problem problem
        && problem.type().equals("peer-late")
        && !problem.members().containsKey("peer_status");
  }

  private static Problem of(Visit visit, String type, String detail) {
    var service = visit.station().name();
    var problem =
        Problem.of(504, type, service + ": " + detail)
            .with("service", service)
            .with("phase", visit.phase().wire())
            .with("elapsed_ms", visit.elapsedMs())
            .with("remaining_ms", Math.round(visit.remainingMs()))
            .with("work_skipped_ms", Math.round(visit.work().leftMs()));
    var received = visit.receivedMs();
    if (received != null) {
      problem = problem.with("received_ms", received);
    }
    return visit.phase() == Phase.CALL ? problem.with("hop", next(visit)) : problem;
  }

  private static String next(Visit visit) {
    return visit.station().next().map(NextService::name).orElse(visit.station().name());
  }
}
