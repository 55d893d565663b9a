package io.distributedlab.experiment.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final long MS = 1_000_000;

  @Test
  void latencyCountsFromTheIntendedSendTime() {
    var late = sample(0, 100, 180, 200, Outcome.SUCCESS);
    assertThat(late.latencyMs()).isEqualTo(100);
  }

  @Test
  void viewsNarrow() {
    var samples = tenPerSecond();
    assertThat(samples.count()).isEqualTo(20);
    assertThat(samples.perSecond()).isEqualTo(10);
    assertThat(samples.successShare()).isEqualTo(0.75);
    var second = samples.between(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(second.count()).isEqualTo(10);
    assertThat(second.perSecond()).isEqualTo(10);
    assertThat(second.successShare()).isEqualTo(0.5);
    assertThat(samples.byOutcome())
        .containsEntry(Outcome.ERROR, 5L)
        .containsEntry(Outcome.SUCCESS, 15L);
    assertThat(samples.byStatus()).containsEntry(500, 5L);
  }

  @Test
  void percentilesCountEveryRequestOfTheView() {
    var samples = tenPerSecond();
    assertThat(samples.percentile(100)).isCloseTo(500, within(0.5));
    assertThat(samples.successes().percentile(100)).isCloseTo(20, within(0.05));
    assertThat(samples.meanMs()).isCloseTo((15 * 20 + 5 * 500) / 20.0, within(1e-9));
  }

  @Test
  void nothingIsNotZero() {
    var none = tenPerSecond().where(sample -> false);
    assertThat(none.percentile(99)).isNaN();
    assertThat(none.meanMs()).isNaN();
    assertThat(none.successShare()).isNaN();
  }

  @Test
  void bucketsCoverTheWholeTime() {
    var buckets = tenPerSecond().buckets(Duration.ofMillis(500));
    assertThat(buckets).hasSize(4);
    assertThat(buckets.get(3).atMs()).isEqualTo(1500);
    assertThat(buckets.get(0).outcomes()).containsOnlyKeys(Outcome.SUCCESS).containsValue(5L);
    assertThat(buckets.get(3).outcomes()).containsOnlyKeys(Outcome.ERROR);
    assertThat(new Samples(List.of(), 1_000 * MS).buckets(Duration.ofMillis(100))).hasSize(10);
  }

  @Test
  void theCounterpartHasTheSameIndex() {
    assertThat(tenPerSecond().slowest().orElseThrow().status()).isEqualTo(500);
    assertThat(tenPerSecond().at(7).orElseThrow().intended()).isEqualTo(700 * MS);
    assertThat(tenPerSecond().at(99)).isEmpty();
  }

  @Test
  void paceComplainsAboveOnePercentAndTwoRequests() {
    assertThat(new Pace(1000, 1000, 10, 0, 7).complaint()).isEmpty();
    assertThat(new Pace(40, 40, 2, 0, 7).complaint()).isEmpty();
    assertThat(new Pace(40, 40, 3, 0, 7).complaint()).isPresent();
    assertThat(new Pace(1000, 1000, 11, 0, 7).complaint())
        .contains("11 of 1000 requests were sent late (worst 7.0 ms)");
    assertThat(new Pace(1000, 980, 0, 20, 0).complaint())
        .hasValueSatisfying(why -> assertThat(why).contains("20 of 1000"));
  }

  /** Two seconds at 10/s, 20 ms each; the last five fail after 500 ms. */
  private static Samples tenPerSecond() {
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < 20; i++) {
      long at = i * 100L;
      samples.add(
          i < 15
              ? sample(i, at, at, at + 20, Outcome.SUCCESS)
              : sample(i, at, at, at + 500, Outcome.ERROR));
    }
    return new Samples(samples, 2_000 * MS);
  }

  private static Sample sample(int index, long intended, long sent, long done, Outcome outcome) {
    int status = outcome == Outcome.SUCCESS ? 200 : 500;
    return new Sample(
        index, intended * MS, sent * MS, done * MS, outcome, status, null, null, null);
  }
}
