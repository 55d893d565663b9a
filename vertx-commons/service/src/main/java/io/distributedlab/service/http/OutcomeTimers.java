package io.distributedlab.service.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One timer per outcome, looked up once. Used on one event loop. */
final class OutcomeTimers {
  private final MeterRegistry meters;
  private final String name;
  private final Tags tags;
  private final Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);

  OutcomeTimers(MeterRegistry meters, String name, Tags tags) {
    this.meters = meters;
    this.name = name;
    this.tags = tags;
  }

  void record(Outcome outcome, long nanos) {
    timers
        .computeIfAbsent(outcome, o -> meters.timer(name, tags.and("outcome", o.tag())))
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
