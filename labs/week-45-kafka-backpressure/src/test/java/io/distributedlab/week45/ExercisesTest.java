package io.distributedlab.week45;

import io.distributedlab.testing.ExerciseTest;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Stubs fail, solutions pass, and the fix that comes to mind first is told what it misses. */
class ExercisesTest extends ExerciseTest {
  /** What the learner has written. */
  private static final class Learner {
    private volatile Supplier<Tracker> tracker = YourTracker::new;
    private volatile Supplier<RateLaw> law = YourLaw::new;
  }

  private static final Learner LEARNER = new Learner();

  ExercisesTest() {
    super(
        new Week45Lab(Parts.SOUND.withYours(() -> LEARNER.tracker.get(), () -> LEARNER.law.get()))
            .descriptor());
  }

  @Test
  void numbersOfTheFormulasAreNear() {
    assertSolved(1, 105, 126, 2.6);
    assertSolved(3, 0, 0);
    assertSolved(6, 60);
    assertSolved(7, 101);
  }

  @Test
  void sixConsumersDrainWhatFourDoNot() {
    knobs("producer", instances(2, 1, 1));
    assertUnsolved(2);
    knobs("producer", instances(2, 2, 2));
    assertSolved(2);
  }

  @Test
  void whatMayBeCommitted() {
    LEARNER.tracker = YourTracker::new;
    assertRejected(4, "the commit stands still");
    LEARNER.tracker = OffsetTrackerTest.CommitsTheLatest::new;
    assertRejected(4, "the first gap is the limit");
    LEARNER.tracker = OffsetTracker::new;
    assertSolved(4);
  }

  @Test
  void aLawOfYourOwn() {
    LEARNER.law = YourLaw::new;
    assertUnsolved(5);
    LEARNER.law = () -> now -> now.mu();
    assertRejected(5, "never goes up");
    LEARNER.law = () -> now -> Math.max(now.min(), now.rate() * factor(now));
    assertRejected(5, "errors add up");
    LEARNER.law = SolvedLaw::new;
    assertSolved(5);
  }

  private static double factor(RateLaw.Feedback now) {
    return 1 + 0.5 * Math.max(-1, (now.targetMs() - now.lagMs()) / now.targetMs());
  }

  private static String instances(int first, int second, int third) {
    return "{\"consumer-1.instances\":%d,\"consumer-2.instances\":%d,\"consumer-3.instances\":%d}"
        .formatted(first, second, third);
  }
}
