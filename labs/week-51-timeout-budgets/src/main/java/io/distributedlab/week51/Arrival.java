package io.distributedlab.week51;

import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Request;
import io.distributedlab.service.knobs.Knob;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the caller says about one request, over HTTP or the event bus.
 *
 * @param budget time the caller has left, null when it does not say
 * @param timestampMs the deadline in epoch ms, null when it does not say
 * @param truthMs when the client really stops waiting, in epoch ms; bookkeeping only, never read by
 *     a decision
 * @param probe a refusal of this request was not carried out: nobody else refuses it either
 * @param departures takes what is to run when the caller leaves
 */
record Arrival(
    DeadlineVariant variant,
    @Nullable Duration budget,
    @Nullable Long timestampMs,
    @Nullable Long truthMs,
    boolean probe,
    Consumer<Runnable> departures) {
  static final String TRUTH_HEADER = "X-Lab-Truth";
  private static final Knob<Boolean> PROBE =
      Knob.flag("X-Admission-Probe", false, "no service refuses this request");
  static final String PROBE_HEADER = PROBE.name();

  /**
   * Reads the headers of a request.
   *
   * @throws Problem bad-deadline or malformed (400), invalid (422)
   */
  static Arrival of(Request request, DeadlineVariant variant) {
    return new Arrival(
        variant,
        budget(request),
        millis(request.header(Absolute.HEADER), Absolute.HEADER, "bad-deadline"),
        millis(request.header(TRUTH_HEADER), TRUTH_HEADER, "malformed"),
        PROBE.parseText(request.header(PROBE_HEADER)),
        request::onDeparture);
  }

  /** This arrival at the entry of the chain: the client has so long, from now on. */
  Arrival withBudget(Duration whole, long nowMs) {
    var least = budget == null || whole.compareTo(budget) < 0 ? whole : budget;
    var truth = truthMs == null ? Long.valueOf(nowMs + least.toMillis()) : truthMs;
    return new Arrival(variant, least, timestampMs, truth, probe, departures);
  }

  boolean hasDeadline() {
    return budget != null || timestampMs != null;
  }

  Arrival withVariant(DeadlineVariant other) {
    return new Arrival(other, budget, timestampMs, truthMs, probe, departures);
  }

  /** The header as it came: {@link Request#deadline()} has read and accepted it already. */
  private static @Nullable Duration budget(Request request) {
    var header = request.header(Deadline.HEADER);
    return header == null ? null : Duration.ofMillis(Long.parseLong(header));
  }

  private static @Nullable Long millis(@Nullable String header, String name, String type) {
    if (header == null) {
      return null;
    }
    try {
      var millis = Long.parseLong(header);
      if (millis >= 0) {
        return millis;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw Problem.of(400, type, name + " must be a whole number of ms since 1970");
  }
}
