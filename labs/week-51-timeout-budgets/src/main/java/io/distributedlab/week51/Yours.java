package io.distributedlab.week51;

import io.distributedlab.service.http.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The reader's own: as {@link Enforce}, with {@link YourPartialAnswer} in service-a, {@link
 * YourRetry} in the frontend, and {@link YourLine} in front of the slots of service-c.
 */
final class Yours extends Enforce {
  private final PartialAnswer partial;
  private final Retry retry;

  Yours(PartialAnswer partial, Retry retry) {
    this.partial = partial;
    this.retry = retry;
  }

  /** With the two classes as they are now. */
  static Yours asWritten() {
    return new Yours(new YourPartialAnswer(), new YourRetry(new SplittableRandom()));
  }

  @Override
  public Optional<Downstream> instead(Visit visit) {
    return isAt("service-a", visit)
        ? partial.instead(visit.remainingMs(), neededMs(visit))
        : Optional.empty();
  }

  @Override
  public void heard(Visit visit, Downstream below) {
    if (isAt("service-a", visit)) {
      partial.remember(below);
    }
  }

  @Override
  public Optional<Duration> again(Visit visit, int tries, Problem failure) {
    return isAt("frontend", visit)
        ? retry.again(failure, tries, visit.remainingMs(), neededMs(visit))
        : super.again(visit, tries, failure);
  }

  private static double neededMs(Visit visit) {
    return visit.station().downstream().millis() + visit.knobs().get(Week51Knobs.MARGIN).toMillis();
  }

  private static boolean isAt(String service, Visit visit) {
    return visit.station().name().equals(service);
  }
}
