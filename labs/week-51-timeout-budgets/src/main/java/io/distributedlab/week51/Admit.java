package io.distributedlab.week51;

import static io.distributedlab.week51.Week51Knobs.C_CAPACITY;
import static io.distributedlab.week51.Week51Knobs.MARGIN;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * {@link Cancel}, and a request that cannot finish in time is refused before any work: on arrival,
 * and at a service with a queue once more when its slot is free. What is admitted then succeeds, so
 * goodput under overload stays at capacity.
 *
 * <p>It fails as its estimates do: see {@link WorkEstimate}. One refusal in a hundred is not
 * carried out, and no service behind it refuses that request either, so that the estimates hear
 * about better times. Source: Google, "Site Reliability Engineering", chapter "Handling Overload".
 */
class Admit extends Cancel {
  private static final double PROBES = 0.01;

  private final DoubleSupplier luck;

  Admit() {
    this(() -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * @param luck drawn for each refusal, from 0 inclusive to 1 exclusive
   */
  Admit(DoubleSupplier luck) {
    this.luck = luck;
  }

  @Override
  public void check(Visit visit) {
    super.check(visit);
    var needed = neededMs(visit);
    if (visit.remainingMs() < needed && !visit.probes(() -> luck.getAsDouble() < PROBES)) {
      throw Lateness.insufficient(visit, needed);
    }
  }

  private static double neededMs(Visit visit) {
    double margin = (double) visit.knobs().get(MARGIN).toMillis();
    double local = visit.station().local().millis();
    return switch (visit.phase()) {
      case ARRIVAL ->
          visit
              .station()
              .slots()
              .map(slots -> Admission.queuedMs(slots.queued(), capacity(visit), local, margin))
              .orElseGet(() -> Admission.relayedMs(local, downstream(visit), margin));
      case QUEUED -> local;
      case LOCAL, CALL -> 0;
    };
  }

  private static int capacity(Visit visit) {
    return visit.knobs().get(C_CAPACITY);
  }

  private static double downstream(Visit visit) {
    return visit.station().downstream().millis();
  }
}
