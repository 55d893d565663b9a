package io.distributedlab.week07;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @ParameterizedTest
  @CsvSource({
    "'',        0, 0, 0,   0,   0",
    "'.',       1, 0, 0,   0,   0",
    "'f',       1, 1, 0, 100,   0",
    "'s',       1, 0, 1,   0, 100",
    "'b',       1, 1, 1, 100, 100",
    "'.f.f',    4, 2, 0,  50,   0",
    "'ffff..',  4, 2, 0,  50,   0",
    "'bsf.sf',  4, 2, 1,  50,  25",
    "'bbbb....', 4, 0, 0,  0,   0",
  })
  void aCountWindowHoldsTheLastFour(
      String results, int calls, int failed, int slow, double failureRate, double slowRate) {
    var window = new CountWindow(4);
    results
        .chars()
        .forEach(
            result ->
                window.record(0, result == 'f' || result == 'b', result == 's' || result == 'b'));
    var counts = window.counts(0);
    assertThat(counts).isEqualTo(new Counts(calls, failed, slow));
    assertThat(counts.failureRate()).isEqualTo(failureRate);
    assertThat(counts.slowRate()).isEqualTo(slowRate);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 50, 1000})
  void aCountWindowEqualsAQueueOfItsSize(int size) {
    var random = new SplittableRandom(size);
    var window = new CountWindow(size);
    var queue = new ArrayDeque<Boolean>();
    for (int i = 0; i < 3 * size + 7; i++) {
      var failed = random.nextBoolean();
      window.record(0, failed, !failed);
      queue.add(failed);
      if (queue.size() > size) {
        queue.remove();
      }
      var failures = (int) queue.stream().filter(f -> f).count();
      assertThat(window.counts(0))
          .isEqualTo(new Counts(queue.size(), failures, queue.size() - failures));
    }
  }

  @Test
  void aTimeWindowForgetsAfterTenSeconds() {
    var start = -3 * SECOND; // a monotonic clock may begin anywhere
    var window = new TimeWindow(start);
    window.record(start, true, false);
    window.record(start + 5 * SECOND, false, true);
    assertThat(window.counts(start + 9 * SECOND)).isEqualTo(new Counts(2, 1, 1));
    assertThat(window.counts(start + 10 * SECOND)).isEqualTo(new Counts(1, 0, 1));
    assertThat(window.counts(start + 15 * SECOND)).isEqualTo(new Counts(0, 0, 0));
  }

  @Test
  void aTimeWindowIsEmptyAfterALongSilence() {
    var window = new TimeWindow(0);
    window.record(0, true, true);
    assertThat(window.counts(1_000_000 * SECOND)).isEqualTo(Counts.NONE);
    window.record(1_000_000 * SECOND, true, false);
    assertThat(window.counts(1_000_000 * SECOND)).isEqualTo(new Counts(1, 1, 0));
  }
}
