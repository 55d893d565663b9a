package io.distributedlab.week29;

import io.distributedlab.week29.StepOutcome.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Where a saga is, and where the outcome of its next command leads: the whole algorithm of
 * orchestration, without time and without I/O.
 *
 * <pre>
 * forward, step n     done     n + 1; after the last one COMPLETED
 *                     refused  n up to the pivot: backward from n - 1; later steps are tried again
 *                     unknown  tried again, and before the pivot not for ever: then backward from
 *                              n itself, because it may have been done
 * backward, step n    done     n - 1; after step 0 COMPENSATED, or FAILED when step 1 was refused
 *                     else     tried again for ever; after {@code parkAfter} tries NEEDS_ATTENTION
 * </pre>
 *
 * @param cursor the number of the step that comes next
 * @param attempt how often that was tried in this direction
 * @param failedStep the number of the step that turned the saga round
 * @param undoes whether there was anything to undo but the order
 */
record Progress(
    boolean forward,
    int cursor,
    int attempt,
    SagaState state,
    @Nullable Integer failedStep,
    boolean undoes) {

  /**
   * When to stop trying.
   *
   * @param forwardAttempts tries of a step before the pivot
   * @param parkAfter tries of a compensation before people are called
   */
  record Limits(int forwardAttempts, int parkAfter) {}

  static Progress start() {
    return new Progress(true, 1, 0, SagaState.PENDING, null, false);
  }

  Progress after(Kind outcome, SagaDefinition saga, Limits limits) {
    return forward ? onward(outcome, saga, limits) : back(outcome, limits);
  }

  boolean ended() {
    return state.ended();
  }

  private Progress onward(Kind outcome, SagaDefinition saga, Limits limits) {
    if (outcome == Kind.DONE) {
      var reached = saga.step(cursor).reached();
      return new Progress(true, cursor + 1, 0, reached, null, false);
    }
    if (outcome == Kind.REFUSED && cursor <= saga.pivot()) {
      return turned(cursor - 1);
    }
    if (cursor < saga.pivot() && attempt + 1 >= limits.forwardAttempts()) {
      return turned(cursor);
    }
    return new Progress(true, cursor, attempt + 1, state, null, false);
  }

  private Progress turned(int from) {
    return new Progress(false, from, 0, SagaState.COMPENSATING, cursor, from > 0);
  }

  private Progress back(Kind outcome, Limits limits) {
    if (outcome != Kind.DONE) {
      var parked = attempt + 1 >= limits.parkAfter();
      var now = parked ? SagaState.NEEDS_ATTENTION : state;
      return new Progress(false, cursor, attempt + 1, now, failedStep, undoes);
    }
    if (cursor > 0) {
      return new Progress(false, cursor - 1, 0, SagaState.COMPENSATING, failedStep, undoes);
    }
    var end = undoes ? SagaState.COMPENSATED : SagaState.FAILED;
    return new Progress(false, 0, 0, end, failedStep, undoes);
  }
}
