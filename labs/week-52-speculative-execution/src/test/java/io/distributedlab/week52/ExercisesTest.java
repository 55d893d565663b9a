package io.distributedlab.week52;

import io.distributedlab.service.Service;
import io.distributedlab.testing.ExerciseTest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Stubs fail, solutions pass, and the fix that comes to mind first is told what it misses. */
class ExercisesTest extends ExerciseTest {
  private interface DelayFactory {
    HedgeDelay make(DoubleSupplier quantile, LongSupplier nanos);
  }

  private interface RotationFactory {
    Rotation make(Supplier<Duration> ejection, LongSupplier nanos);
  }

  /** What the learner has written. */
  private static final class Written {
    private volatile DelayFactory delay = YourDelay::new;
    private volatile RotationFactory rotation = YourRotation::new;
  }

  private static final Written WRITTEN = new Written();

  ExercisesTest() {
    super(new Week52Lab().descriptor().with("hedger", ExercisesTest::hedger));
  }

  private static HedgerVerticle hedger(Service service) {
    var knobs = service.knobs();
    var tokens =
        new TokenBucket(() -> knobs.get(Week52Knobs.RATIO), () -> knobs.get(Week52Knobs.BURST));
    LongSupplier nanos = service.clock()::nanos;
    return new HedgerVerticle(
        service,
        new Backends(service),
        tokens,
        () ->
            new Yours(
                knobs,
                tokens,
                WRITTEN.delay.make(() -> knobs.get(Week52Knobs.QUANTILE), nanos),
                WRITTEN.rotation.make(() -> knobs.get(Week52Knobs.EJECT), nanos)));
  }

  @Test
  void aHedgeAfter70Ms() {
    assertSolved(1, 0.243, 141);
    assertUnsolved(1, 0.05, 166);
  }

  @Test
  void thePriceCurve() {
    assertSolved(2, 106, 132, 149, 204, 281, 100);
    assertUnsolved(2, 106, 132, 149, 204, 281, 50);
  }

  @Test
  void theTailOfAPage() {
    assertSolved(3, 0.046, 0.17, 0.37, 0.013);
    assertUnsolved(3, 0.05, 0.2, 0.5, 0.013);
  }

  @Test
  void oneSlowBackend() {
    assertSolved(6, 386, 0.34);
    assertUnsolved(6, 100, 0.34);
  }

  @Test
  void tooBusyToHedge() {
    assertSolved(7, 0.94, 0.46);
    assertUnsolved(7, 0.94, 0.75);
  }

  @Test
  void theDelayOfTheFastest() {
    WRITTEN.delay = YourDelay::new;
    assertUnsolved(4);
    WRITTEN.delay = Eager::new;
    assertRejected(4, "worth nothing");
    WRITTEN.delay = SolvedDelay::new;
    assertSolved(4);
  }

  @Test
  void outlierEjection() {
    WRITTEN.rotation = YourRotation::new;
    assertUnsolved(5);
    WRITTEN.rotation = FirstsOnly::new;
    assertRejected(5, "leastLoaded likes idle ones", "judged by what it did before");
    WRITTEN.rotation = SolvedRotation::new;
    assertSolved(5);
  }

  /** The least quantile, also of a backend of which nothing is known. */
  private static final class Eager implements HedgeDelay {
    private final List<SlidingQuantile> backends;
    private final DoubleSupplier quantile;

    Eager(DoubleSupplier quantile, LongSupplier nanos) {
      this.quantile = quantile;
      this.backends =
          Stream.generate(() -> new SlidingQuantile(Duration.ofSeconds(10), nanos))
              .limit(Backends.NAMES.size())
              .toList();
    }

    @Override
    public void observe(int backend, Duration firstAttempt) {
      backends.get(backend).record(firstAttempt);
    }

    @Override
    public Duration current() {
      return backends.stream()
          .map(known -> known.quantile(quantile.getAsDouble()))
          .min(Duration::compareTo)
          .orElseThrow();
    }
  }

  /**
   * Leaves the outlier out of the round, hedges to whoever is idle, and judges who comes back by
   * what it did before it went.
   */
  private static final class FirstsOnly extends SolvedRotation {
    FirstsOnly(Supplier<Duration> ejection, LongSupplier nanos) {
      super(ejection, nanos);
    }

    @Override
    public int another(BackendSelector backends, Collection<Integer> tried) {
      return backends.leastLoaded(tried);
    }

    @Override
    void forget(SlidingQuantile what) {}
  }
}
