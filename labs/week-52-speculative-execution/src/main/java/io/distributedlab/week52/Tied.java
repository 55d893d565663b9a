package io.distributedlab.week52;

import io.distributedlab.service.knobs.Knobs;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Two copies in two queues, each with the name of the other's backend. The first to begin calls the
 * other off, which is dropped if it still waits. The request joins the shorter of two queues and
 * nobody had to know their lengths. The second copy is sent {@code tie_delay_ms} later, more than a
 * message needs, so that two idle backends do not both begin.
 *
 * <p>When it fails: where nothing queues both copies are the same luck, and it is {@link Direct}.
 *
 * <p>Source: Jeffrey Dean and Luiz André Barroso, "The Tail at Scale" (2013), tied requests.
 */
final class Tied implements Strategy {
  private final Knobs knobs;

  Tied(Knobs knobs) {
    this.knobs = knobs;
  }

  @Override
  public int extra() {
    return 1;
  }

  @Override
  public Duration delay() {
    return knobs.get(Week52Knobs.TIE_DELAY);
  }

  @Override
  public Choice another(BackendSelector backends, Trail trail) {
    return Choice.at(backends.after(trail.last()));
  }

  @Override
  public OptionalInt twin(BackendSelector backends, int first) {
    return OptionalInt.of(backends.after(first));
  }
}
