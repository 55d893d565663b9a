package io.distributedlab.week52;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.Service;
import io.distributedlab.testing.Proof;
import io.distributedlab.testing.ProofTest;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

/** The experiment, and what it says about hedgers with one line broken. */
class Week52ProofTest extends ProofTest {
  @Test
  void aHedgerThatDoesNotCancelIsFoundOut() {
    var mutant =
        lab.with(
            "hedger",
            s ->
                new HedgerVerticle(s, new LetsLosersRun(s), new TokenBucket(() -> 0.05, () -> 10)));
    assertThat(Proof.broken(Proof.quick(mutant, "cancel on", "cancel off")))
        .contains("cancelling saves most of the losers' work");
  }

  @Test
  void aHedgerThatIgnoresItsBudgetIsFoundOut() {
    var mutant = lab.with("hedger", s -> new HedgerVerticle(s, new Backends(s), new Bottomless()));
    assertThat(Proof.broken(Proof.quick(mutant, "slowdown")))
        .contains("extra attempts stay within the budget: slowdown");
  }

  private static final class LetsLosersRun extends Backends {
    LetsLosersRun(Service service) {
      super(service);
    }

    @Override
    Race.Attempt<Processed> send(Copy copy) {
      var sent = super.send(copy);
      return new Race.Attempt<>() {
        @Override
        public Future<Processed> outcome() {
          return sent.outcome();
        }

        @Override
        public void cancel() {}
      };
    }
  }

  private static final class Bottomless extends TokenBucket {
    Bottomless() {
      super(() -> 0.05, () -> 10);
    }

    @Override
    boolean tryTake() {
      return true;
    }
  }
}
