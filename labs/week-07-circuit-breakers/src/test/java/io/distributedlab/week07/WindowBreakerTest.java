package io.distributedlab.week07;

import static io.distributedlab.week07.Bench.calls;
import static io.distributedlab.week07.Bench.quick;
import static io.distributedlab.week07.Bench.stateOf;
import static io.distributedlab.week07.Bench.taking;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.week07.BreakerListener.Ignored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WindowBreakerTest {
  private final Bench bench = new Bench("{}");
  private final WindowBreaker breaker = new WindowBreaker(bench.spec());

  @ParameterizedTest
  @CsvSource({
    // ok, failed, slow -> state: the order is ok, failed, slow
    "0,  9,  0, CLOSED", // fewer than min.calls
    "0, 10,  0, OPEN",
    "6,  4,  0, CLOSED", // 40 %
    "5,  5,  0, OPEN", // exactly 50 %
    "4,  0,  6, OPEN", // exactly 60 % slow
    "5,  0,  5, CLOSED", // 50 % slow
    "0,  0,  9, CLOSED",
  })
  void opensOnARateOfEnoughCalls(int ok, int failed, int slow, State state) {
    calls(breaker, ok, Outcome.OK);
    calls(breaker, failed, Outcome.ERROR);
    IntStream.range(0, slow).forEach(i -> result(taking(Outcome.OK, 250)));
    assertThat(stateOf(breaker)).isEqualTo(state);
  }

  @Test
  void theReasonIsTheRateThatWasReached() {
    calls(breaker, 10, Outcome.ERROR);
    breaker.reset(Reason.RESET);
    IntStream.range(0, 10).forEach(i -> result(taking(Outcome.OK, 300)));
    assertThat(bench.transitions)
        .extracting(Transition::reason)
        .containsExactly(Reason.FAILURE_RATE, Reason.RESET, Reason.SLOW_RATE);
    assertThat(bench.transitions.getLast().seen()).isEqualTo(new Counts(10, 0, 10));
  }

  @Test
  void anOldFailureLeavesTheWindow() {
    calls(breaker, 4, Outcome.ERROR);
    calls(breaker, 50, Outcome.OK);
    assertThat(breaker.snapshot().window()).isEqualTo(new Counts(50, 0, 0));
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"NO_SLOT", "EXCLUDED"})
  void whatSaysNothingAboutTheBackendDoesNotCount(Outcome outcome) {
    calls(breaker, 100, outcome);
    assertThat(breaker.snapshot().window()).isEqualTo(Counts.NONE);
    assertThat(bench.ignored).hasSize(100).containsOnly(Ignored.EXCLUDED);
  }

  @Test
  void refusesWhileOpenAndTellsForHowLong() {
    open();
    var remaining = breaker.snapshot().remaining();
    assertThat(remaining.toMillis()).isBetween(800L, 1200L);
    bench.clock.advance(remaining.minusNanos(1));
    assertThat(breaker.tryAcquire()).isEmpty();
    bench.clock.advance(remaining);
    assertThat(breaker.tryAcquire()).isPresent();
    assertThat(stateOf(breaker)).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void halfOpenAdmitsExactlyThree() {
    halfOpen();
    assertThat(acquire(50)).hasSize(3).allMatch(Permit::probe);
  }

  @Test
  void aUsedProbeMakesNoRoomForAnother() {
    halfOpen();
    acquire(3).stream().limit(2).forEach(permit -> breaker.onResult(permit, quick(Outcome.OK)));
    assertThat(acquire(50)).isEmpty();
    assertThat(stateOf(breaker)).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void threeSuccessfulProbesCloseItWithAnEmptyWindow() {
    halfOpen();
    acquire(3).forEach(permit -> breaker.onResult(permit, quick(Outcome.OK)));
    assertThat(stateOf(breaker)).isEqualTo(State.CLOSED);
    assertThat(breaker.snapshot().window()).isEqualTo(Counts.NONE);
    assertThat(breaker.snapshot().reopened()).isZero();
    assertThat(bench.probes).containsOnly(Outcome.OK).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"ERROR, 1", "TIMEOUT, 500", "OK, 250"})
  void oneBadProbeOpensItForTwiceAsLong(Outcome outcome, long ms) {
    halfOpen();
    breaker.onResult(acquire(1).getFirst(), taking(outcome, ms));
    assertThat(stateOf(breaker)).isEqualTo(State.OPEN);
    assertThat(breaker.snapshot().remaining().toMillis()).isBetween(1600L, 2400L);
    assertThat(breaker.snapshot().reopened()).isEqualTo(2);
  }

  @Test
  void theOpenTimeIsShortAgainAfterARecovery() {
    halfOpen();
    breaker.onResult(acquire(1).getFirst(), quick(Outcome.ERROR));
    bench.pass(2400);
    acquire(3).forEach(permit -> breaker.onResult(permit, quick(Outcome.OK)));
    open();
    assertThat(breaker.snapshot().remaining().toMillis()).isBetween(800L, 1200L);
  }

  @Test
  void aProbeThatSaysNothingGivesItsPermitBack() {
    halfOpen();
    acquire(3).forEach(permit -> breaker.onResult(permit, quick(Outcome.EXCLUDED)));
    assertThat(acquire(50)).hasSize(3);
  }

  @Test
  void aHangingProbeDoesNotStickBecauseItTimesOut() {
    halfOpen();
    acquire(3).forEach(permit -> breaker.onResult(permit, taking(Outcome.TIMEOUT, 500)));
    bench.pass(2400);
    assertThat(acquire(50)).hasSize(3);
  }

  @Test
  void resultsOfAnEarlierGenerationAreIgnored() {
    var old = acquire(20);
    halfOpen();
    acquire(3).forEach(permit -> breaker.onResult(permit, quick(Outcome.OK)));
    var transitions = bench.transitions.size();
    old.forEach(permit -> breaker.onResult(permit, quick(Outcome.ERROR)));
    assertThat(stateOf(breaker)).isEqualTo(State.CLOSED);
    assertThat(bench.transitions).hasSize(transitions);
    assertThat(bench.ignored).hasSize(20).containsOnly(Ignored.GENERATION);
    assertThat(breaker.snapshot().window()).isEqualTo(Counts.NONE);
  }

  @Test
  void aLateFailureDoesNotMakeTheOpenTimeLonger() {
    var late = acquire(1).getFirst();
    open();
    bench.pass(700);
    var before = breaker.snapshot().remaining();
    breaker.onResult(late, quick(Outcome.ERROR));
    assertThat(breaker.snapshot().remaining()).isEqualTo(before);
  }

  @Test
  void aPermitCountsOnce() {
    var permit = acquire(1).getFirst();
    IntStream.range(0, 20).forEach(i -> breaker.onResult(permit, quick(Outcome.ERROR)));
    assertThat(breaker.snapshot().window()).isEqualTo(new Counts(1, 1, 0));
  }

  @Test
  void aResetBeginsAGenerationAlsoWhenItWasClosed() {
    var old = acquire(10);
    breaker.reset(Reason.RESET);
    old.forEach(permit -> breaker.onResult(permit, quick(Outcome.ERROR)));
    assertThat(stateOf(breaker)).isEqualTo(State.CLOSED);
    assertThat(bench.transitions).isEmpty();
    assertThat(bench.ignored).hasSize(10).containsOnly(Ignored.GENERATION);
  }

  @Test
  void rareCallersNeverOpenATimeWindow() {
    var rare = new Bench("{\"window.type\":\"time\"}");
    var never = new WindowBreaker(rare.spec());
    for (int call = 0; call < 120; call++) { // an hour, two calls a minute
      calls(never, 1, Outcome.ERROR);
      rare.pass(30_000);
    }
    assertThat(rare.transitions).isEmpty();
  }

  private void result(Result result) {
    breaker.tryAcquire().ifPresent(permit -> breaker.onResult(permit, result));
  }

  private List<Permit> acquire(int count) {
    var permits = new ArrayList<Permit>();
    IntStream.range(0, count)
        .mapToObj(i -> breaker.tryAcquire())
        .flatMap(Optional::stream)
        .forEach(permits::add);
    return permits;
  }

  private void open() {
    calls(breaker, 10, Outcome.ERROR);
    assertThat(stateOf(breaker)).isEqualTo(State.OPEN);
  }

  private void halfOpen() {
    open();
    bench.pass(1200);
  }
}
