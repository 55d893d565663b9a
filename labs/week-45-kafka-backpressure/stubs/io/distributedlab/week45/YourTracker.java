package io.distributedlab.week45;

import java.util.OptionalLong;

/**
 * Yours to write, exercise 4: what may be committed. The consumer mode {@code yours} is {@code
 * bounded} with this tracker. For now it only knows where the partition began.
 */
class YourTracker implements Tracker {
  private OptionalLong first = OptionalLong.empty();

  @Override
  public void take(long offset) {
    if (first.isEmpty()) {
      first = OptionalLong.of(offset);
    }
  }

  @Override
  public void complete(long offset) {}

  @Override
  public OptionalLong committable() {
    return first;
  }

  @Override
  public int gap() {
    return 0;
  }

  @Override
  public int memory() {
    return 0;
  }
}
