package io.distributedlab.week29;

import static io.distributedlab.week29.SagaState.COMPENSATED;
import static io.distributedlab.week29.SagaState.COMPENSATING;
import static io.distributedlab.week29.SagaState.COMPLETED;
import static io.distributedlab.week29.SagaState.FAILED;
import static io.distributedlab.week29.SagaState.INVENTORY_RESERVED;
import static io.distributedlab.week29.SagaState.NEEDS_ATTENTION;
import static io.distributedlab.week29.SagaState.PAYMENT_PROCESSED;
import static io.distributedlab.week29.SagaState.PENDING;
import static io.distributedlab.week29.SagaState.SHIPPED;
import static io.distributedlab.week29.StepOutcome.Kind.DONE;
import static io.distributedlab.week29.StepOutcome.Kind.REFUSED;
import static io.distributedlab.week29.StepOutcome.Kind.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.week29.Progress.Limits;
import io.distributedlab.week29.StepOutcome.Kind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where the outcome of a command leads. The steps are reserve, charge, ship, commit, confirm. */
class ProgressTest {
  private static final SagaDefinition SAGA = SagaDefinition.LOCKED;
  private static final Limits LIMITS = new Limits(3, 4);

  @Test
  void whatIsDoneGoesOnToTheEnd() {
    var now = Progress.start();
    for (var reached :
        new SagaState[] {INVENTORY_RESERVED, PAYMENT_PROCESSED, SHIPPED, SHIPPED, COMPLETED}) {
      now = now.after(DONE, SAGA, LIMITS);
      assertThat(now.state()).isEqualTo(reached);
      assertThat(now.forward()).isTrue();
    }
    assertThat(now.ended()).isTrue();
  }

  @Test
  void whatIsRefusedWasNotDone() {
    var turned = after(Progress.start(), DONE, REFUSED);
    assertThat(turned).isEqualTo(new Progress(false, 1, 0, COMPENSATING, 2, true));
    assertThat(after(turned, DONE).cursor()).isZero();
    assertThat(after(turned, DONE, DONE).state()).isEqualTo(COMPENSATED);
  }

  @Test
  void whatIsRefusedFirstLeavesOnlyTheOrderToCancel() {
    var turned = after(Progress.start(), REFUSED);
    assertThat(turned.cursor()).isZero();
    assertThat(after(turned, DONE).state()).isEqualTo(FAILED);
  }

  @Test
  void whatIsUnknownIsTriedAgainAndThenUndoneItself() {
    var tried = after(Progress.start(), DONE, UNKNOWN, UNKNOWN);
    assertThat(tried).isEqualTo(new Progress(true, 2, 2, INVENTORY_RESERVED, null, false));
    var turned = after(tried, UNKNOWN);
    assertThat(turned).isEqualTo(new Progress(false, 2, 0, COMPENSATING, 2, true));
  }

  @Test
  void unknownAtTheFirstStepIsCompensatedNotFailed() {
    var turned = after(Progress.start(), UNKNOWN, UNKNOWN, UNKNOWN);
    assertThat(turned.cursor()).isEqualTo(1);
    assertThat(after(turned, DONE, DONE).state()).isEqualTo(COMPENSATED);
  }

  @Test
  void thePivotMayRefuseButNeverTurnsOnWhatIsUnknown() {
    var pivot = after(Progress.start(), DONE, DONE);
    assertThat(after(pivot, REFUSED).forward()).isFalse();
    var stuck = pivot;
    for (int i = 0; i < 100; i++) {
      stuck = after(stuck, UNKNOWN);
    }
    assertThat(stuck.forward()).isTrue();
    assertThat(stuck.attempt()).isEqualTo(100);
  }

  @Test
  void afterThePivotThereIsNoWayBack() {
    var booked = after(Progress.start(), DONE, DONE, DONE);
    for (var outcome : new Kind[] {REFUSED, UNKNOWN, REFUSED, UNKNOWN, REFUSED}) {
      booked = after(booked, outcome);
      assertThat(booked.forward()).isTrue();
      assertThat(booked.cursor()).isEqualTo(4);
    }
  }

  @Test
  void aCompensationIsTriedForEverAndPeopleAreCalled() {
    var turned = after(Progress.start(), DONE, REFUSED);
    var tried = after(turned, UNKNOWN, REFUSED, UNKNOWN);
    assertThat(tried.state()).isEqualTo(COMPENSATING);
    var parked = after(tried, UNKNOWN);
    assertThat(parked.state()).isEqualTo(NEEDS_ATTENTION);
    assertThat(after(parked, UNKNOWN).state()).isEqualTo(NEEDS_ATTENTION);
    assertThat(after(parked, DONE).state()).isEqualTo(COMPENSATING);
    assertThat(after(parked, DONE, DONE).state()).isEqualTo(COMPENSATED);
  }

  /** Any outcomes, seeded: COMPENSATED only after every step back to the order was undone. */
  @Test
  void nothingEndsWithStepsLeft() {
    var random = new Random(29);
    for (int run = 0; run < 2000; run++) {
      var now = Progress.start();
      int highest = 0;
      int undone = 0;
      for (int i = 0; i < 200 && !now.ended(); i++) {
        var outcome = List.of(DONE, REFUSED, UNKNOWN).get(random.nextInt(3));
        var next = after(now, outcome);
        highest = now.forward() && next.forward() ? Math.max(highest, next.cursor() - 1) : highest;
        undone += !now.forward() && outcome == DONE ? 1 : 0;
        now = next;
      }
      if (now.state() == COMPLETED) {
        assertThat(undone).isZero();
      } else if (now.ended()) {
        assertThat(undone).isGreaterThan(highest);
      }
      assertThat(now.state()).isNotEqualTo(PENDING);
    }
  }

  private static Progress after(Progress start, Kind... outcomes) {
    var now = start;
    for (var outcome : outcomes) {
      now = now.after(outcome, SAGA, LIMITS);
    }
    return now;
  }
}
