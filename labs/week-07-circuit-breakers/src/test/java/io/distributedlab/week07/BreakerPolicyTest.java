package io.distributedlab.week07;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.http.Problem;
import io.distributedlab.week07.BreakerListener.Ignored;
import io.distributedlab.week07.BreakerPolicy.Lane;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SAME_THREAD) // breakers belong to one thread
class BreakerPolicyTest {
  private final Bench bench = new Bench("{\"min.calls\":2,\"window.size\":2}");
  private final Breaker one = new WindowBreaker(bench.spec());
  private final Breaker other = new WindowBreaker(bench.spec());
  private final BreakerPolicy perInstance =
      new BreakerPolicy(
          List.of(new Lane("backend-1", one), new Lane("backend-2", other)), bench.clock, bench);
  private final BreakerPolicy shared =
      new BreakerPolicy(
          List.of(new Lane("backend-1", one), new Lane("backend-2", one)), bench.clock, bench);

  @Test
  void takesTurns() {
    assertThat(backends(perInstance, 4))
        .containsExactly("backend-1", "backend-2", "backend-1", "backend-2");
  }

  @Test
  void passesOverABackendWhoseCircuitIsOpen() {
    Bench.calls(one, 2, Outcome.ERROR);
    assertThat(backends(perInstance, 3)).containsOnly("backend-2");
    assertThat(perInstance.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void refusesWhenAllAreOpenAndNamesTheFirstToTry() {
    Bench.calls(other, 2, Outcome.ERROR);
    bench.pass(100);
    Bench.calls(one, 2, Outcome.ERROR);
    var refused = perInstance.call(Future::succeededFuture);
    assertThat(refused.cause()).isInstanceOf(Problem.class);
    var problem = (Problem) refused.cause();
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.type()).isEqualTo("circuit-open");
    assertThat(problem.members())
        .containsEntry("state", "open")
        .containsKeys("target", "remaining_ms", "retry_after_s");
    assertThat(perInstance.state()).isEqualTo(State.OPEN);
  }

  @Test
  void oneBreakerForAllRefusesForAll() {
    Bench.calls(one, 2, Outcome.ERROR);
    assertThat(shared.call(Future::succeededFuture).failed()).isTrue();
    assertThat(shared.snapshots()).hasSize(1);
  }

  @Test
  void aFailureAndAThrownOneCountAlike() {
    shared.call(backend -> Future.failedFuture(broken()));
    shared.call(
        backend -> {
          throw broken();
        });
    assertThat(shared.state()).isEqualTo(State.OPEN);
  }

  @Test
  void afterItsEndNoResultCountsAndNothingMoves() {
    var late = Promise.<String>promise();
    IntStream.range(0, 5).forEach(i -> shared.call(backend -> late.future()));
    shared.retire(Reason.SETTINGS);
    late.fail(broken());
    assertThat(bench.transitions).isEmpty();
    assertThat(bench.ignored).hasSize(5).containsOnly(Ignored.GENERATION);
  }

  private static Problem broken() {
    return Problem.of(502, "peer-failed", "broken");
  }

  private static List<String> backends(BreakerPolicy policy, int calls) {
    return IntStream.range(0, calls)
        .mapToObj(i -> policy.call(Future::succeededFuture).result())
        .toList();
  }
}
