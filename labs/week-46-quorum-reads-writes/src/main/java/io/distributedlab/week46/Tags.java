package io.distributedlab.week46;

import io.distributedlab.week46.Week46Knobs.ClockKind;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tags that one coordinator gives to what it writes, by the knob {@code clock}. */
final class Tags {
  private final String coordinator;
  private final Supplier<ClockKind> kind;
  private final Counters wall;
  private final Counters hybrid;

  Tags(String coordinator, Supplier<ClockKind> kind, Counters wall, Counters hybrid) {
    this.coordinator = coordinator;
    this.kind = kind;
    this.wall = wall;
    this.hybrid = hybrid;
  }

  /** What a client writes, as the newest that this coordinator's clock knows. */
  Entry stamp(String key, @Nullable String value) {
    return stamp(key, value, kind.get());
  }

  Entry stamp(String key, @Nullable String value, ClockKind by) {
    var counters = by == ClockKind.WALL ? wall : hybrid;
    return new Entry(key, new Tag(counters.next(), coordinator), value);
  }
}
