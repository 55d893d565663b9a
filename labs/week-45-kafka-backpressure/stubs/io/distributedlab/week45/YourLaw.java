package io.distributedlab.week45;

/** Yours to write, exercise 5. Until then the rate stays what it is. */
final class YourLaw implements RateLaw {
  @Override
  public double next(Feedback now) {
    return now.rate();
  }
}
