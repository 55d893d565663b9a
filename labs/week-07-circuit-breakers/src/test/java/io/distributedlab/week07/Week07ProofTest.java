package io.distributedlab.week07;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.testing.Proof;
import io.distributedlab.testing.ProofTest;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The experiment of the circuit breakers, and what it says about breakers with one rule broken. */
class Week07ProofTest extends ProofTest {
  @Test
  void aHalfOpenCircuitThatAdmitsAllIsFound() {
    assertThat(Proof.broken(Proof.quick(mutant(AdmitsAll::new), "transitions window")))
        .contains("a bounded one lets three through");
  }

  @Test
  void aBreakerThatIgnoresGenerationsIsFound() {
    assertThat(Proof.broken(Proof.quick(mutant(IgnoresGenerations::new), "transitions window")))
        .contains("with generations they do nothing");
  }

  private LabDescriptor mutant(UnaryOperator<Breaker> broken) {
    return lab.with(
        "client",
        service ->
            new ClientVerticle(
                service,
                (variant, spec) -> broken.apply(BreakerFactory.standard(variant, spec)),
                new YourFallback(service.clock()::nanos)));
  }

  /** A breaker, unchanged but for what a mutant overrides. */
  private abstract static class Mutant implements Breaker {
    final Breaker own;

    Mutant(Breaker own) {
      this.own = own;
    }

    @Override
    public Optional<Permit> tryAcquire() {
      return own.tryAcquire();
    }

    @Override
    public void onResult(Permit permit, Result result) {
      own.onResult(permit, result);
    }

    @Override
    public void reset(Reason why) {
      own.reset(why);
    }

    @Override
    public void hear(BreakerEvent event) {
      own.hear(event);
    }

    @Override
    public Snapshot snapshot() {
      return own.snapshot();
    }
  }

  private static final class AdmitsAll extends Mutant {
    AdmitsAll(Breaker own) {
      super(own);
    }

    @Override
    public Optional<Permit> tryAcquire() {
      var permit = own.tryAcquire();
      var now = own.snapshot();
      return permit.isEmpty() && now.state() == State.HALF_OPEN
          ? Optional.of(new Permit(now.generation(), true))
          : permit;
    }
  }

  private static final class IgnoresGenerations extends Mutant {
    IgnoresGenerations(Breaker own) {
      super(own);
    }

    @Override
    public void onResult(Permit permit, Result result) {
      own.onResult(new Permit(own.snapshot().generation(), permit.probe()), result);
    }
  }
}
