package io.distributedlab.week51;

import io.distributedlab.service.http.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A solution of exercise 5. */
final class SolvedRetry implements Retry {
  private static final int TRIES = 3;
  private static final int PAUSE_MS = 20;
  private static final int LATE = 504;

  private final RandomGenerator random;

  SolvedRetry(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public Optional<Duration> again(Problem failure, int tries, double remainingMs, double neededMs) {
    double pauseMs = random.nextDouble(PAUSE_MS << (tries - 1));
    return tries >= TRIES || failure.status() == LATE || remainingMs - pauseMs < neededMs
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.round(pauseMs * 1e6)));
  }
}
