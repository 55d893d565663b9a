package io.distributedlab.week07;

import io.distributedlab.service.Service;
import io.distributedlab.testing.ExerciseTest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Stubs fail, solutions pass, and the fix that comes to mind first is told what it misses. */
class ExercisesTest extends ExerciseTest {
  private static final AtomicReference<Function<BreakerSpec, Breaker>> BREAKER =
      new AtomicReference<>(YourBreaker::new);
  private static final AtomicReference<Fallback> FALLBACK =
      new AtomicReference<>(new YourFallback(System::nanoTime));

  ExercisesTest() {
    super(new Week07Lab().descriptor().with("client", ExercisesTest::client));
  }

  private static ClientVerticle client(Service service) {
    return new ClientVerticle(service, ExercisesTest::breaker, new Delegate());
  }

  /** A change of knobs, with which every check begins, ends the breakers and makes new ones. */
  private static Breaker breaker(Variant variant, BreakerSpec spec) {
    return variant == Variant.YOURS
        ? BREAKER.get().apply(spec)
        : BreakerFactory.standard(variant, spec);
  }

  @Test
  void numbersOfTheFormulasAreNear() {
    assertSolved(1, 62, 586);
    assertSolved(2, 0.19, 0.38, 0.97);
    assertSolved(7, 0);
  }

  @Test
  void callsUntilFiveInARowAreNotFiveByP() {
    assertUnsolved(1, 10, 17);
  }

  @Test
  void aLateWindowTellsTwentyPercentFromFive() {
    knobs("client", "{\"failure.rate\":12}");
    assertUnsolved(3);
    knobs("client", "{\"window.size\":150,\"min.calls\":150,\"failure.rate\":15}");
    assertSolved(3);
    knobs("client", "{\"window.size\":50,\"min.calls\":10,\"failure.rate\":50}");
  }

  @Test
  void resultsOfThePast() {
    BREAKER.set(YourBreaker::new);
    assertUnsolved(4);
    BREAKER.set(ComparesStates::new);
    assertRejected(4, "Compare something that never comes back");
    BREAKER.set(SolvedBreaker::new);
    assertSolved(4);
  }

  @Test
  void boundedProbes() {
    BREAKER.set(YourBreaker::new);
    assertUnsolved(5);
    BREAKER.set(LosesPermits::new);
    assertRejected(5, "the permits are gone");
    BREAKER.set(SolvedBreaker::new);
    assertSolved(5);
  }

  @Test
  void theLastGoodAnswer() {
    BREAKER.set(SolvedBreaker::new);
    FALLBACK.set(new YourFallback(System::nanoTime));
    assertUnsolved(6);
    FALLBACK.set(new HidesItsAge());
    assertRejected(6, "worse than an error");
    FALLBACK.set(new SolvedFallback(System::nanoTime));
    assertSolved(6);
  }

  /** What the test says. */
  private static final class Delegate implements Fallback {
    @Override
    public void remember(DataReply reply) {
      FALLBACK.get().remember(reply);
    }

    @Override
    public Optional<DataReply> instead() {
      return FALLBACK.get().instead();
    }
  }

  /** The state when a call began and when it ended: closed, and closed again. */
  private static final class ComparesStates extends SolvedBreaker {
    ComparesStates(BreakerSpec spec) {
      super(spec);
    }

    @Override
    boolean isLate(Permit permit) {
      return permit.probe() != (snapshot().state() == State.HALF_OPEN);
    }
  }

  /** Counts permits and does not take them back. */
  private static final class LosesPermits extends SolvedBreaker {
    LosesPermits(BreakerSpec spec) {
      super(spec);
    }

    @Override
    void giveBack(Permit permit) {}
  }

  /** The old answer as it was. */
  private static final class HidesItsAge implements Fallback {
    private Optional<DataReply> last = Optional.empty();

    @Override
    public void remember(DataReply reply) {
      last = Optional.of(reply);
    }

    @Override
    public Optional<DataReply> instead() {
      return last;
    }
  }
}
