package io.distributedlab.week07;

import static io.distributedlab.week07.Bench.calls;
import static io.distributedlab.week07.Bench.quick;
import static io.distributedlab.week07.Bench.stateOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsecutiveBreakerTest {
  private final Bench bench = new Bench("{\"timeout_seconds\":2}");
  private final ConsecutiveBreaker breaker = new ConsecutiveBreaker(bench.spec());

  @ParameterizedTest
  @CsvSource({
    "ffff,       CLOSED",
    "fffff,      OPEN",
    "ffff.ffff,  CLOSED",
    "ffff.fffff, OPEN",
    "ffffxf,     OPEN", // what does not count does not reset either
  })
  void opensAfterFiveFailuresInARow(String results, State state) {
    results.chars().forEach(result -> calls(breaker, 1, outcome(result)));
    assertThat(stateOf(breaker)).isEqualTo(state);
  }

  private static Outcome outcome(int result) {
    return switch (result) {
      case 'f' -> Outcome.ERROR;
      case 'x' -> Outcome.EXCLUDED;
      default -> Outcome.OK;
    };
  }

  @Test
  void halfOpenAfterTheTimeoutAndClosedAfterThreeSuccesses() {
    calls(breaker, 5, Outcome.ERROR);
    bench.pass(1999);
    assertThat(breaker.tryAcquire()).isEmpty();
    assertThat(breaker.snapshot().remaining().toMillis()).isEqualTo(1);
    bench.pass(1);
    calls(breaker, 2, Outcome.OK);
    assertThat(stateOf(breaker)).isEqualTo(State.HALF_OPEN);
    calls(breaker, 1, Outcome.OK);
    assertThat(bench.transitions)
        .extracting(Transition::to)
        .containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
    assertThat(bench.probes).containsOnly(Outcome.OK).hasSize(3);
  }

  @Test
  void aFailedProbeOpensAgain() {
    calls(breaker, 5, Outcome.ERROR);
    bench.pass(2000);
    calls(breaker, 1, Outcome.TIMEOUT);
    assertThat(stateOf(breaker)).isEqualTo(State.OPEN);
    assertThat(bench.transitions.getLast().reason()).isEqualTo(Reason.PROBE_FAILED);
  }

  @Test
  void naiveHalfOpenAdmitsEverybody() {
    calls(breaker, 5, Outcome.ERROR);
    bench.pass(2000);
    assertThat(IntStream.range(0, 50).filter(i -> breaker.tryAcquire().isPresent())).hasSize(50);
  }

  @Test
  void resultsOfThePastOpenItAgain() {
    var old =
        IntStream.range(0, 20)
            .mapToObj(i -> breaker.tryAcquire())
            .flatMap(Optional::stream)
            .toList();
    calls(breaker, 5, Outcome.ERROR);
    bench.pass(2000);
    calls(breaker, 3, Outcome.OK);
    assertThat(stateOf(breaker)).isEqualTo(State.CLOSED);
    old.forEach(permit -> breaker.onResult(permit, quick(Outcome.TIMEOUT)));
    assertThat(stateOf(breaker)).isEqualTo(State.OPEN);
  }

  @Test
  void aLateFailureMakesTheOpenTimeLonger() {
    var late = breaker.tryAcquire().orElseThrow();
    calls(breaker, 5, Outcome.ERROR);
    bench.pass(1500);
    breaker.onResult(late, quick(Outcome.TIMEOUT));
    assertThat(breaker.snapshot().remaining().toMillis()).isEqualTo(2000);
  }
}
