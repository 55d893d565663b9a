package io.distributedlab.service.http;

import io.distributedlab.service.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The moment at which the caller stops waiting, kept on the local monotonic clock. On the wire it
 * is the remaining time in whole milliseconds ({@value #HEADER}), so clocks of different machines
 * need not agree; the error is the transit time of the request. Source: gRPC documentation,
 * "Deadlines" (relative timeout on the wire).
 */
public final class Deadline {
  /** Header, over HTTP and the event bus, with the remaining time in ms. */
  public static final String HEADER = "X-Timeout-Budget-Ms";

  /** Whoever asks this one never runs out of time. */
  public static final Deadline NONE = new Deadline(Clock.system(), Long.MAX_VALUE);

  private final Clock clock;
  private final long atNanos;

  private Deadline(Clock clock, long atNanos) {
    this.clock = clock;
    this.atNanos = atNanos;
  }

  /** A deadline {@code budget} from now. */
  public static Deadline in(Duration budget, Clock clock) {
    return new Deadline(clock, clock.nanos() + budget.toNanos());
  }

  /**
   * Reads the header value.
   *
   * @throws Problem malformed (400) when it is not a whole number of milliseconds ≥ 0
   */
  public static Deadline parse(@Nullable String header, Clock clock) {
    if (header == null) {
      return NONE;
    }
    try {
      var millis = Long.parseLong(header);
      if (millis >= 0 && millis <= Duration.ofDays(1).toMillis()) {
        return in(Duration.ofMillis(millis), clock);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw Problem.of(400, "bad-deadline", HEADER + " must be a whole number of ms from 0 to 1 day");
  }

  public boolean exists() {
    return atNanos != Long.MAX_VALUE;
  }

  /** Time left, zero when it has passed. Without a deadline: a very long time. */
  public Duration remaining() {
    if (!exists()) {
      return Duration.ofNanos(Long.MAX_VALUE);
    }
    return Duration.ofNanos(Math.max(0, atNanos - clock.nanos()));
  }

  public boolean expired() {
    return exists() && atNanos - clock.nanos() <= 0;
  }

  /**
   * This deadline, {@code margin} earlier: what is left for a peer when the way back costs that.
   */
  public Deadline less(Duration margin) {
    return exists() ? new Deadline(clock, atNanos - margin.toNanos()) : this;
  }

  /** This deadline, earlier by a share of the time left. */
  public Deadline keepingBack(int percent) {
    return exists() ? less(remaining().multipliedBy(percent).dividedBy(100)) : this;
  }

  /** The shorter of the time left and {@code timeout}. */
  public Duration clip(Duration timeout) {
    var left = remaining();
    return left.compareTo(timeout) < 0 ? left : timeout;
  }
}
