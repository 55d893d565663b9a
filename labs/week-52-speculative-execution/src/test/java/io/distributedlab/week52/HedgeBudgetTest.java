package io.distributedlab.week52;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knobs;
import io.distributedlab.week52.Choice.Reason;
import io.distributedlab.week52.Race.Kind;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HedgeBudgetTest {
  private final BackendSelector backends = new BackendSelector(3, new SplittableRandom(1));
  private final TokenBucket tokens = new TokenBucket(() -> 0.05, () -> 2);
  private final HedgeBudget strategy =
      new HedgeBudget(
          new Knobs("test", Week52Knobs.SCHEMA), new AdaptiveDelay(() -> 0.95, () -> 0L), tokens);

  @Test
  void aHedgeGoesToTheLeastLoadedAndCostsAToken() {
    load(0, 3);
    load(1, 2);
    load(2, 1);
    assertThat(another(Kind.HEDGE)).isEqualTo(Choice.at(2));
    assertThat(tokens.level()).isEqualTo(1);
  }

  @Test
  void noHedgeTowardsABusierBackendAndNoTokenSpent() {
    load(0, 1);
    load(1, 2);
    load(2, 3);
    assertThat(another(Kind.HEDGE)).isEqualTo(Choice.none(Reason.LOAD));
    assertThat(tokens.level()).isEqualTo(2);
  }

  @Test
  void aFailoverDoesNotMindTheLoad() {
    load(1, 2);
    load(2, 3);
    assertThat(another(Kind.FAILOVER)).isEqualTo(Choice.at(1));
  }

  @Test
  void anOverloadedBackendEndsIt() {
    var refused = Problem.peerFailed("backend-1", "queue is full").with("peer_status", 503);
    var trail = new Trail(Kind.FAILOVER, List.of(0), refused);
    assertThat(strategy.another(backends, trail)).isEqualTo(Choice.none(Reason.LOAD));
    var broken = Problem.peerFailed("backend-1", "injected").with("peer_status", 500);
    assertThat(strategy.another(backends, new Trail(Kind.FAILOVER, List.of(0), broken)))
        .isInstanceOf(Choice.Attempt.class);
  }

  @Test
  void anEmptyBucketEndsItUntilRequestsFillIt() {
    another(Kind.HEDGE);
    another(Kind.HEDGE);
    assertThat(another(Kind.HEDGE)).isEqualTo(Choice.none(Reason.BUDGET));
    for (int i = 0; i < 19; i++) {
      strategy.admit();
      assertThat(another(Kind.HEDGE)).isEqualTo(Choice.none(Reason.BUDGET));
    }
    strategy.admit();
    assertThat(another(Kind.HEDGE)).isInstanceOf(Choice.Attempt.class);
  }

  private Choice another(Kind kind) {
    return strategy.another(backends, new Trail(kind, List.of(0), null));
  }

  private void load(int backend, int requests) {
    for (int i = 0; i < requests; i++) {
      backends.began(backend);
    }
  }
}
