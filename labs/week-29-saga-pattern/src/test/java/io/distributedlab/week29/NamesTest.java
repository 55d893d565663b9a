package io.distributedlab.week29;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Command ids that are computed, and delays that are drawn. */
class NamesTest {
  /** The DNS name space and a name, with the result that Python's uuid.uuid5 gives. */
  @Test
  void isVersionFiveOfTheStandard() {
    var dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    assertThat(CommandIds.version5(dns, "python.org"))
        .isEqualTo(UUID.fromString("886313e1-3b8a-5372-9b90-0c9aee199e5d"));
  }

  @Test
  void theSameStepIsTheSameCommandAndAnotherStepIsAnotherOne() {
    var ids = new CommandIds();
    var saga = CommandIds.saga("order-1");
    assertThat(ids.command(saga, 1)).isEqualTo(ids.command(CommandIds.saga("order-1"), 1));
    assertThat(ids.command(saga, 1)).isNotEqualTo(ids.command(saga, 2));
    assertThat(saga).isNotEqualTo(CommandIds.saga("order-2"));
  }

  @Test
  void aDelayIsBetweenNothingAndTheDoubledBase() {
    var backoff = new Backoff(Duration.ofMillis(20), Duration.ofMillis(500), new Random(1));
    for (int attempt = 0; attempt < 40; attempt++) {
      long most = Math.min(500, 20L << Math.min(attempt, 10));
      for (int draw = 0; draw < 50; draw++) {
        assertThat(backoff.delay(attempt).toMillis()).isBetween(0L, most);
      }
    }
  }

  @Test
  void delaysUseTheWholeRange() {
    var backoff = new Backoff(Duration.ofMillis(500), Duration.ofMillis(500), new Random(1));
    var delays =
        java.util.stream.IntStream.range(0, 1000).mapToLong(i -> backoff.delay(3).toMillis());
    assertThat(delays.average().orElseThrow()).isBetween(230.0, 270.0);
  }
}
