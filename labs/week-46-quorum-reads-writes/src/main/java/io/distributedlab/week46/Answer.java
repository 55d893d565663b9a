package io.distributedlab.week46;

import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.telemetry.TraceContext;
import io.distributedlab.week46.Operations.Outcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What clients are told about operations that enough replicas have answered. */
final class Answer {
  /**
   * @param outcome {@code stored}, or {@code superseded}: acknowledged, and something newer is
   *     there
   * @param replicas that have acknowledged, hints included, in the order of their answers
   */
  record Write(
      String key,
      String version,
      String outcome,
      List<String> replicas,
      boolean quorumMet,
      double latencyMs,
      String opId,
      @Nullable String traceId) {}

  /**
   * @param value null when there is none
   * @param hadConflicts the replicas' answers differed
   * @param rounds how often replicas were waited for
   */
  record Read(
      String key,
      @Nullable String value,
      String version,
      List<String> replicas,
      boolean quorumMet,
      boolean hadConflicts,
      int rounds,
      double latencyMs,
      String opId,
      @Nullable String traceId) {}

  private Answer() {}

  static Write of(Op op, Written written, Duration lasted) {
    return new Write(
        op.key(),
        written.entry().tag().toString(),
        Knob.wireName(written.superseded() ? Outcome.SUPERSEDED : Outcome.STORED),
        written.replicas(),
        true,
        millis(lasted),
        op.id(),
        TraceContext.traceId());
  }

  static Read of(Op op, Seen seen, Duration lasted) {
    return new Read(
        op.key(),
        seen.entry().value(),
        seen.entry().tag().toString(),
        seen.replicas(),
        true,
        seen.conflicts(),
        seen.rounds(),
        millis(lasted),
        op.id(),
        TraceContext.traceId());
  }

  static double millis(Duration time) {
    return Math.round(time.toNanos() / 1e3) / 1e3;
  }
}
