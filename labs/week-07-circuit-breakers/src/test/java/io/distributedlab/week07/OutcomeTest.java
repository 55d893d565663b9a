package io.distributedlab.week07;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.http.Call;
import io.distributedlab.service.http.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
  @ParameterizedTest
  @CsvSource({
    "500, injected-error, ERROR,    true,  true",
    "502, peer-failed,    ERROR,    true,  true",
    "503, overloaded,     ERROR,    true,  true",
    "504, peer-late,      TIMEOUT,  true,  true",
    "400, malformed,      EXCLUDED, false, false",
    "404, not-found,      EXCLUDED, false, false",
    "429, too-many,       EXCLUDED, false, false",
    "499, cancelled,      EXCLUDED, false, false",
    "503, no-slot,        NO_SLOT,  false, false",
  })
  void isReadOffTheProblem(
      int status, String type, Outcome outcome, boolean counts, boolean failed) {
    var read = Outcome.of(Problem.of(status, type, ""));
    assertThat(read).isEqualTo(outcome);
    assertThat(read.counts()).isEqualTo(counts);
    assertThat(read.failed()).isEqualTo(failed);
  }

  @Test
  void successAndSurprise() {
    assertThat(Outcome.of(null)).isEqualTo(Outcome.OK);
    assertThat(Outcome.of(new IllegalStateException())).isEqualTo(Outcome.ERROR);
    assertThat(Call.CANCELLED).isEqualTo(499);
  }

  @ParameterizedTest
  @CsvSource({
    "OK,       249, false",
    "OK,       250, true",
    "TIMEOUT,  500, true",
    "ERROR,    300, true",
    "NO_SLOT,  300, false",
    "EXCLUDED, 300, false",
  })
  void slowFromTheLimitOn(Outcome outcome, long ms, boolean slow) {
    assertThat(Bench.taking(outcome, ms).slow(Duration.ofMillis(250))).isEqualTo(slow);
  }
}
