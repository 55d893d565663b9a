package io.distributedlab.week52;

import io.distributedlab.service.http.Call;
import io.distributedlab.service.http.Peer;
import io.distributedlab.service.http.PeerReply;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.telemetry.Telemetry;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of one backend in a span of its own. Taken back, the span ends with the event {@code
 * cancelled} and not as an error: nothing went wrong.
 */
final class BackendAttempt implements Race.Attempt<Processed> {
  private final Future<Processed> outcome;
  private @Nullable Call call;

  BackendAttempt(Telemetry telemetry, Peer peer, Copy copy) {
    outcome =
        telemetry
            .span("attempt " + copy.number(), span -> call(describe(span, copy), peer, copy))
            .compose(
                answer -> answer.map(Future::succeededFuture).orElseGet(BackendAttempt::withdrawn));
  }

  /** Fails with status {@link Call#CANCELLED} when it was taken back. */
  @Override
  public Future<Processed> outcome() {
    return outcome;
  }

  @Override
  public void cancel() {
    if (call != null) {
      call.cancel();
    }
  }

  private static Future<Processed> withdrawn() {
    return Future.failedFuture(
        Problem.of(Call.CANCELLED, "cancelled", "the attempt was taken back"));
  }

  static boolean isWithdrawn(Throwable failure) {
    return failure instanceof Problem problem
        && (problem.status() == Call.CANCELLED || problem.type().equals(Job.CALLED_OFF));
  }

  /** The answer, or nothing when it was taken back. */
  private Future<Optional<Processed>> call(Span span, Peer peer, Copy copy) {
    call = peer.call(copy.order().method(), copy.order().path(), null);
    return call.reply()
        .map((PeerReply reply) -> Optional.of(reply.as(Processed.class)))
        .recover(
            failure -> {
              if (!isWithdrawn(failure)) {
                return Future.failedFuture(failure);
              }
              span.addEvent("cancelled");
              return Future.succeededFuture(Optional.empty());
            });
  }

  private static Span describe(Span span, Copy copy) {
    return span.setAttribute("hedge.kind", copy.kind().name().toLowerCase(Locale.ROOT))
        .setAttribute("hedge.delay_ms", copy.delay().toMillis())
        .setAttribute("backend", Backends.NAMES.get(copy.backend()));
  }
}
