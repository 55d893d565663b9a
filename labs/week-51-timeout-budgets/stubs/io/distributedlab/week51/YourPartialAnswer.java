package io.distributedlab.week51;

import java.util.Optional;

/**
 * Yours to write, exercise 4: what service-a answers under the variant {@code yours} when the
 * budget cannot cover service-b. For now it asks, and everybody is late.
 */
final class YourPartialAnswer implements PartialAnswer {
  @Override
  public void remember(Downstream below) {}

  @Override
  public Optional<Downstream> instead(double remainingMs, double neededMs) {
    return Optional.empty();
  }
}
