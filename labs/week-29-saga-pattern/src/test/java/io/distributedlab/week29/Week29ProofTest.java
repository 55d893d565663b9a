package io.distributedlab.week29;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.Service;
import io.distributedlab.testing.Proof;
import io.distributedlab.testing.ProofTest;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.SqlConnection;
import org.junit.jupiter.api.Test;

/** The experiment, and what it says about sagas with one line broken. */
class Week29ProofTest extends ProofTest {
  @Test
  void stockThatForgetsACancellationIsFoundOut() {
    var forgetful =
        new Participant.Parts((pool, on) -> new Operations(pool, () -> false), new Inbox());
    var mutant = lab.with("inventory", s -> new InventoryVerticle(s, forgetful));
    assertThat(Proof.broken(Proof.quick(mutant, "tombstone")))
        .contains("tombstone: a command that comes after its cancellation does nothing");
  }

  /**
   * Payment only: where everyone forgets, events multiply faster than a slow machine takes them.
   */
  @Test
  void aBankThatForgetsWhatItHasTakenIsFoundOut() {
    var forgetful = new Participant.Parts(Operations::new, new NoInbox());
    var mutant = lab.with("payment", s -> new PaymentVerticle(s, forgetful));
    assertThat(Proof.broken(Proof.quick(mutant, "choreography")))
        .contains("choreography: nobody is charged twice");
  }

  /** Sagas that wait for a bank which takes long to come back are not stranded. */
  @Test
  void aBankThatIsLongAwayIsWaitedFor() {
    var slow = lab.with("payment", SlowToStart::new);
    assertThat(Proof.broken(Proof.quick(slow, "choreography"))).isEmpty();
  }

  @Test
  void aCommandWithAnotherIdInEveryAttemptIsFoundOut() {
    assertThat(Proof.broken(Proof.quick(new RandomIdsLab().descriptor(), "durable-lock")))
        .contains("durable-lock: money is right for every order");
  }

  private static final class SlowToStart extends VerticleBase {
    private static final long LONG_MS = 3000;

    private final Service service;

    SlowToStart(Service service) {
      this.service = service;
    }

    @Override
    public Future<?> start() {
      return vertx
          .timer(LONG_MS)
          .compose(late -> vertx.deployVerticle(new PaymentVerticle(service)));
    }
  }

  /** Every event is new to it. */
  private static final class NoInbox extends Inbox {
    @Override
    Future<Boolean> first(SqlConnection tx, Event event) {
      return super.first(tx, event).map(true);
    }
  }
}
