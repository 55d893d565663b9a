package io.distributedlab.week07;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import java.time.Duration;

/** What a caller is told whose call is not made. */
final class Refusal {
  static final String TYPE = "circuit-open";

  private Refusal() {}

  /** 503 with {@code Retry-After}: the remaining open time in whole seconds, at least one. */
  static Problem of(String target, State state, Duration remaining) {
    var name = Knob.wireName(state);
    var ms = Snapshot.ceilMs(remaining);
    return Problem.of(503, TYPE, "the circuit of %s is %s".formatted(target, name))
        .with("target", target)
        .with("state", name)
        .with("remaining_ms", ms)
        .with("retry_after_s", Math.max(1, (ms + 999) / 1000));
  }
}
