package io.distributedlab.week45;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** The algorithms of the lab, so that a test can put a broken one in. */
record Parts(
    Supplier<OffsetTracker> tracker,
    Supplier<Watermark> watermark,
    Function<Week45Knobs.Law, RateLaw> laws,
    BiFunction<ConsumerMode, Windowed.Tools, PollSide> designs) {
  /** The lab as it is. */
  static final Parts SOUND =
      new Parts(OffsetTracker::new, Watermark::new, RateLaw::of, PollSide::of);

  Parts withTracker(Supplier<OffsetTracker> other) {
    return new Parts(other, watermark, laws, designs);
  }

  Parts withWatermark(Supplier<Watermark> other) {
    return new Parts(tracker, other, laws, designs);
  }

  Parts withDesigns(BiFunction<ConsumerMode, Windowed.Tools, PollSide> other) {
    return new Parts(tracker, watermark, laws, other);
  }
}
