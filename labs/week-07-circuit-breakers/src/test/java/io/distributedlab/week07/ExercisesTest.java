package io.distributedlab.week07;

import io.distributedlab.service.Service;
import io.distributedlab.testing.ExerciseTest;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Stubs fail, solutions pass, and the fix that comes to mind first is told what it misses. */
class ExercisesTest extends ExerciseTest {
  /** What the learner has written. */
  private static final class Yours {
    private volatile Function<BreakerSpec, Breaker> breaker = YourBreaker::new;
    private volatile Fallback fallback = new YourFallback(System::nanoTime);
  }

  private static final Yours YOURS = new Yours();

  ExercisesTest() {
    super(new Week07Lab().descriptor().with("client", ExercisesTest::client));
  }

  private static ClientVerticle client(Service service) {
    return new ClientVerticle(service, ExercisesTest::breaker, new Delegate());
  }

  /** A change of knobs, with which every check begins, ends the breakers and makes new ones. */
  private static Breaker breaker(Variant variant, BreakerSpec spec) {
    return variant == Variant.YOURS
        ? YOURS.breaker.apply(spec)
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
    YOURS.breaker = YourBreaker::new;
    assertUnsolved(4);
    YOURS.breaker = ComparesStates::new;
    assertRejected(4, "Compare something that never comes back");
    YOURS.breaker = SolvedBreaker::new;
    assertSolved(4);
  }

  @Test
  void boundedProbes() {
    YOURS.breaker = YourBreaker::new;
    assertUnsolved(5);
    YOURS.breaker = LosesPermits::new;
    assertRejected(5, "the permits are gone");
    YOURS.breaker = SolvedBreaker::new;
    assertSolved(5);
  }

  @Test
  void theLastGoodAnswer() {
    YOURS.breaker = SolvedBreaker::new;
    YOURS.fallback = new YourFallback(System::nanoTime);
    assertUnsolved(6);
    YOURS.fallback = new HidesItsAge();
    assertRejected(6, "worse than an error");
    YOURS.fallback = new SolvedFallback(System::nanoTime);
    assertSolved(6);
  }

  /** What the test says. */
  private static final class Delegate implements Fallback {
    @Override
    public void remember(DataReply reply) {
      YOURS.fallback.remember(reply);
    }

    @Override
    public Optional<DataReply> instead() {
      return YOURS.fallback.instead();
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
