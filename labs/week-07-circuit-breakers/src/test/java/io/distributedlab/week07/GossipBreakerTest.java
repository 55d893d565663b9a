package io.distributedlab.week07;

import static io.distributedlab.week07.Bench.calls;
import static io.distributedlab.week07.Bench.quick;
import static io.distributedlab.week07.Bench.stateOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GossipBreakerTest {
  private final Bench bench = new Bench("{}");
  private final GossipBreaker breaker = new GossipBreaker(bench.spec());

  @Test
  void aHintAloneDoesNothing() {
    breaker.hear(opened(1, 1000));
    calls(breaker, 5, Outcome.OK);
    assertThat(stateOf(breaker)).isEqualTo(State.CLOSED);
  }

  @Test
  void opensWithTheFailureThatFollowsTheHintUntilTheSameMoment() {
    breaker.hear(opened(1, 1000));
    bench.pass(300);
    calls(breaker, 1, Outcome.ERROR);
    assertThat(stateOf(breaker)).isEqualTo(State.OPEN);
    assertThat(breaker.snapshot().remaining().toMillis()).isEqualTo(700);
    assertThat(bench.transitions.getLast().reason()).isEqualTo(Reason.GOSSIP);
  }

  @Test
  void opensWithTheHintThatFollowsAFailure() {
    calls(breaker, 1, Outcome.ERROR);
    bench.pass(2000);
    breaker.hear(opened(1, 800));
    assertThat(stateOf(breaker)).isEqualTo(State.OPEN);
    assertThat(breaker.snapshot().remaining().toMillis()).isEqualTo(800);
  }

  @Test
  void aFailureOfLongAgoIsNoEvidence() {
    calls(breaker, 1, Outcome.ERROR);
    bench.pass(2001);
    breaker.hear(opened(1, 800));
    assertThat(stateOf(breaker)).isEqualTo(State.CLOSED);
  }

  @Test
  void aHintIsWorthNothingAfterItsEnd() {
    breaker.hear(opened(1, 500));
    bench.pass(500);
    calls(breaker, 1, Outcome.ERROR);
    assertThat(stateOf(breaker)).isEqualTo(State.CLOSED);
  }

  @Test
  void anOldGenerationIsNoNews() {
    breaker.hear(opened(7, 100));
    bench.pass(200);
    breaker.hear(opened(6, 1000));
    breaker.hear(opened(7, 1000));
    calls(breaker, 1, Outcome.ERROR);
    assertThat(stateOf(breaker)).isEqualTo(State.CLOSED);
  }

  @Test
  void thatAnotherClosedIsNoReasonToClose() {
    calls(breaker, 10, Outcome.ERROR);
    breaker.hear(event(1, State.CLOSED, Reason.PROBES_SUCCEEDED, 0));
    assertThat(stateOf(breaker)).isEqualTo(State.OPEN);
  }

  @Test
  void hearsayIsNotPassedOn() {
    calls(breaker, 1, Outcome.ERROR);
    breaker.hear(event(1, State.OPEN, Reason.GOSSIP, 1000));
    assertThat(stateOf(breaker)).isEqualTo(State.CLOSED);
  }

  @Test
  void aStaleFailureIsNoEvidence() {
    var old = breaker.tryAcquire().orElseThrow();
    breaker.reset(Reason.RESET);
    breaker.hear(opened(1, 1000));
    breaker.onResult(old, quick(Outcome.ERROR));
    assertThat(stateOf(breaker)).isEqualTo(State.CLOSED);
  }

  @Test
  void withoutHintsItIsAWindowBreaker() {
    calls(breaker, 9, Outcome.ERROR);
    assertThat(stateOf(breaker)).isEqualTo(State.CLOSED);
    calls(breaker, 1, Outcome.ERROR);
    assertThat(stateOf(breaker)).isEqualTo(State.OPEN);
  }

  private static BreakerEvent opened(long generation, long remainingMs) {
    return event(generation, State.OPEN, Reason.FAILURE_RATE, remainingMs);
  }

  private static BreakerEvent event(long generation, State to, Reason reason, long remainingMs) {
    return new BreakerEvent(
        "client-2", "backend-1", State.CLOSED, to, reason, generation, 0, remainingMs);
  }
}
