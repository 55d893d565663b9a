package io.distributedlab.week51;

import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.flow.Slots.Ticket;
import io.distributedlab.service.http.Problem;
import io.distributedlab.testing.ExerciseTest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Stubs fail, solutions pass, and the fix that comes to mind first is told what it misses. */
class ExercisesTest extends ExerciseTest {
  /** What the reader has written. */
  private static final class Written {
    private volatile PartialAnswer partial = new YourPartialAnswer();
    private volatile Retry retry = new YourRetry(new SplittableRandom(1));
    private volatile Slots.Line line = new YourLine(System::nanoTime);
  }

  private static final Written WRITTEN = new Written();

  ExercisesTest() {
    super(
        new Week51Lab(
                DeadlinePolicy.with(new Yours(new Partial(), ExercisesTest::again)),
                nanos -> new Line())
            .descriptor());
  }

  private static Optional<Duration> again(
      Problem failure, int tries, double remainingMs, double neededMs) {
    return WRITTEN.retry.again(failure, tries, remainingMs, neededMs);
  }

  @Test
  void whatIsLeftOf600Ms() {
    assertSolved(1, 545, 440, 285);
    assertUnsolved(1, 600, 600, 600);
  }

  @Test
  void workForNobody() {
    assertSolved(2, 500, 200, 0);
    assertUnsolved(2, 0, 0, 0);
  }

  @Test
  void refusedBelow() {
    assertSolved(3, 605);
    assertUnsolved(3, 500);
  }

  @Test
  void workWithTwoModes() {
    assertSolved(7, 0.01, 0.98);
    assertUnsolved(7, 0.7, 0.98);
  }

  @Test
  void threeTriesInEveryHop() {
    assertSolved(9, 27);
    assertUnsolved(9, 9);
  }

  @Test
  void aPartialAnswer() {
    WRITTEN.partial = new YourPartialAnswer();
    assertUnsolved(4);
    WRITTEN.partial = new Unmarked();
    assertRejected(4, "worse than an error");
    WRITTEN.partial = new SolvedPartialAnswer();
    assertSolved(4);
  }

  @Test
  void retriesWithinTheBudget() {
    WRITTEN.retry = new YourRetry(new SplittableRandom(1));
    assertUnsolved(5);
    WRITTEN.retry =
        (failure, tries, remainingMs, neededMs) ->
            tries < 3 ? Optional.of(Duration.ofMillis(10)) : Optional.empty();
    assertRejected(5, "Look at remainingMs");
    WRITTEN.retry = new SolvedRetry(new SplittableRandom(1));
    assertSolved(5);
  }

  @Test
  void lastInFirstOutWhenLate() {
    WRITTEN.line = new YourLine(System::nanoTime);
    assertUnsolved(6);
    WRITTEN.line = new LastInFirstOut();
    assertRejected(6, "Last in, first out is for bad times");
    WRITTEN.line = new SolvedLine(System::nanoTime);
    assertSolved(6);
  }

  /** What the test says. */
  private static final class Partial implements PartialAnswer {
    @Override
    public void remember(Downstream below) {
      WRITTEN.partial.remember(below);
    }

    @Override
    public Optional<Downstream> instead(double remainingMs, double neededMs) {
      return WRITTEN.partial.instead(remainingMs, neededMs);
    }
  }

  /** What the test says. */
  private static final class Line implements Slots.Line {
    @Override
    public void add(Ticket ticket) {
      WRITTEN.line.add(ticket);
    }

    @Override
    public Ticket next() {
      return WRITTEN.line.next();
    }

    @Override
    public void remove(Ticket ticket) {
      WRITTEN.line.remove(ticket);
    }

    @Override
    public int size() {
      return WRITTEN.line.size();
    }
  }

  /** The old answer as it was. */
  private static final class Unmarked implements PartialAnswer {
    private Optional<Downstream> last = Optional.empty();

    @Override
    public void remember(Downstream below) {
      last = Optional.of(below);
    }

    @Override
    public Optional<Downstream> instead(double remainingMs, double neededMs) {
      return remainingMs < neededMs ? last : Optional.empty();
    }
  }

  /** Also when nobody is late. */
  private static final class LastInFirstOut implements Slots.Line {
    private final Deque<Ticket> waiting = new ArrayDeque<>();

    @Override
    public void add(Ticket ticket) {
      waiting.push(ticket);
    }

    @Override
    public Ticket next() {
      return waiting.pop();
    }

    @Override
    public void remove(Ticket ticket) {
      waiting.remove(ticket);
    }

    @Override
    public int size() {
      return waiting.size();
    }
  }
}
