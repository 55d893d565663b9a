package io.distributedlab.week45;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The algorithms of the lab, so that a test can put a broken one in.
 *
 * @param yours the tracker of the consumer mode {@code yours}
 */
record Parts(
    Supplier<Tracker> tracker,
    Supplier<Tracker> yours,
    Supplier<Watermark> watermark,
    Function<Week45Knobs.Law, RateLaw> laws,
    BiFunction<ConsumerMode, Windowed.Tools, PollSide> designs) {
  /** The lab as it is. */
  static final Parts SOUND =
      new Parts(OffsetTracker::new, YourTracker::new, Watermark::new, RateLaw::of, PollSide::of);

  Parts withTracker(Supplier<Tracker> other) {
    return new Parts(other, yours, watermark, laws, designs);
  }

  /** With what the learner writes: a tracker, and the law {@code yours}. */
  Parts withYours(Supplier<Tracker> other, Supplier<RateLaw> yourLaw) {
    return new Parts(
        tracker,
        other,
        watermark,
        law -> law == Week45Knobs.Law.YOURS ? yourLaw.get() : laws.apply(law),
        designs);
  }

  Parts withWatermark(Supplier<Watermark> other) {
    return new Parts(tracker, yours, other, laws, designs);
  }

  Parts withDesigns(BiFunction<ConsumerMode, Windowed.Tools, PollSide> other) {
    return new Parts(tracker, yours, watermark, laws, other);
  }
}
