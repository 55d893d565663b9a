package io.distributedlab.week45;

import static io.distributedlab.week45.Week45Knobs.RATE_LAW;
import static io.distributedlab.week45.Week45Knobs.RESPONSE;
import static io.distributedlab.week45.Week45Knobs.R_INC;
import static io.distributedlab.week45.Week45Knobs.R_MIN;
import static io.distributedlab.week45.Week45Knobs.TARGET_LAG;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knobs;
import io.distributedlab.service.time.Clock;
import java.util.function.Function;

/**
 * Decides which orders are taken. With the response {@code throttle} a token bucket whose rate
 * follows the reports of the monitor; otherwise all. It begins at {@code r_min}, because it does
 * not know what consumers can do, and without reports the rate stays as it is. Belongs to one event
 * loop.
 */
final class Admission {
  /** Between two changes of the rate: what the last one has done must show in the lag first. */
  private static final long STEP_MS = 500;

  private final Knobs knobs;
  private final Clock clock;
  private final Function<Week45Knobs.Law, RateLaw> laws;
  private final TokenBucket bucket;
  private double rate = Double.NaN;
  private boolean limited;
  private long followed;

  Admission(Knobs knobs, Clock clock, Function<Week45Knobs.Law, RateLaw> laws) {
    this.knobs = knobs;
    this.clock = clock;
    this.laws = laws;
    this.bucket = new TokenBucket(clock.nanos());
  }

  /** Whether one more order is taken now. */
  boolean takes() {
    if (!throttling() || bucket.take(rate, clock.nanos())) {
      return true;
    }
    limited = true;
    return false;
  }

  /** What the caller of an order that was not taken is told: 429, and when to come back. */
  Problem refusal() {
    return Problem.of(429, "lag-throttled", "consumers are behind; orders are taken more slowly")
        .with("rate", Math.round(rate * 10) / 10.0)
        .with("retry_after_s", Math.max(1, bucket.until(rate).plusMillis(999).toSeconds()));
  }

  /** Follows a report, unless one that is later, or hardly earlier, was here before. */
  void heard(LagReport report) {
    if (report.atMs() < followed + STEP_MS) {
      return;
    }
    followed = report.atMs();
    if (throttling()) {
      var now = knobs.values();
      rate =
          laws.apply(now.get(RATE_LAW))
              .next(
                  new RateLaw.Feedback(
                      rate,
                      report.lagMs(),
                      report.mu(),
                      limited,
                      now.get(TARGET_LAG).toMillis(),
                      now.get(R_MIN),
                      now.get(R_INC)));
      limited = false;
    }
  }

  /** Orders per second that are admitted; not a number when all are. */
  double rate() {
    return throttling() ? rate : Double.NaN;
  }

  private boolean throttling() {
    if (knobs.get(RESPONSE) != OverloadResponse.THROTTLE) {
      rate = Double.NaN;
      return false;
    }
    if (Double.isNaN(rate)) {
      rate = knobs.get(R_MIN);
    }
    return true;
  }
}
