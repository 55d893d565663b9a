package io.distributedlab.week51;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A solution of exercise 4. */
final class SolvedPartialAnswer implements PartialAnswer {
  private @Nullable Downstream last;

  @Override
  public void remember(Downstream below) {
    last = below;
  }

  @Override
  public Optional<Downstream> instead(double remainingMs, double neededMs) {
    return remainingMs < neededMs
        ? Optional.ofNullable(last).map(Downstream::fromCache)
        : Optional.empty();
  }
}
