package io.distributedlab.week51;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.time.VirtualClock;
import io.distributedlab.week51.WorkLedger.Split;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkLedgerTest {
  @ParameterizedTest
  @CsvSource({
    // departure, start, end -> before, after
    "500, 300, 400, 100, 0",
    "500, 300, 1300, 200, 800",
    "500, 500, 600, 0, 100",
    "500, 600, 700, 0, 100",
    "500, 300, 500, 200, 0",
    "-9, -8, -3, 0, 5",
  })
  void workIsSplitWhereTheClientLeaves(
      long departure, long start, long end, long before, long after) {
    assertThat(Split.at(departure, start, end)).isEqualTo(new Split(before, after));
  }

  @Test
  void theTruthIsInEpochTimeAndWorkOnTheMonotonicClock() {
    assertThat(booked(10_500L)).containsExactly(200, 800);
  }

  @Test
  void withoutTruthNothingIsAfter() {
    assertThat(booked(null)).containsExactly(1000, 0);
  }

  /** Work from 300 to 1300 ms after the second 10 of the wall clock. */
  private static double[] booked(@Nullable Long truthMs) {
    var clock = new VirtualClock(Instant.ofEpochMilli(10_000));
    var meters = new SimpleMeterRegistry();
    var ledger = new WorkLedger(clock, meters);
    clock.advance(Duration.ofMillis(300));
    var start = clock.nanos();
    clock.advance(Duration.ofSeconds(1));
    ledger.book(start, truthMs);
    return new double[] {
      meters.counter("work.ms", "when", "before").count(),
      meters.counter("work.ms", "when", "after").count()
    };
  }
}
