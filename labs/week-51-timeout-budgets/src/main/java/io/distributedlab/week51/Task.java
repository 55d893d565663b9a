package io.distributedlab.week51;

import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request holds at a service: a place in a queue or a slot, timers, an outgoing call. It
 * takes one step after the other and can be aborted at any of them. Then the step fails, and
 * everything held is given back: each thing once, and nothing can be taken any more. Belongs to one
 * event loop.
 *
 * <pre>running --end()--&gt; over      running --abort(why)--&gt; over, the current step fails
 * </pre>
 */
final class Task {
  private final Vertx vertx;
  private final List<Runnable> held = new ArrayList<>();
  private Promise<?> step = Promise.promise();
  private @Nullable Problem why;
  private boolean over;

  Task(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Waits for a slot, which is held until the task is over. */
  Future<Void> queue(Slots slots) {
    var own = vertx.getOrCreateContext();
    Promise<Void> begun = next();
    hold(slots.enter(() -> own.runOnContext(free -> begun.tryComplete()))::leave);
    return begun.future();
  }

  /** Works this long. */
  Future<Void> work(Duration length) {
    Promise<Void> done = next();
    if (length.isZero()) {
      done.tryComplete();
    } else {
      after(length, done::tryComplete);
    }
    return done.future();
  }

  /** Does nothing for this long. */
  Future<Void> pause(Duration length) {
    return work(length);
  }

  /** Waits for an errand; when the task ends before it, the errand is taken back. */
  <T> Future<T> call(Errand<T> errand) {
    Promise<T> answered = next();
    hold(errand.takeBack());
    errand.answer().onSuccess(answered::tryComplete).onFailure(answered::tryFail);
    return answered.future();
  }

  /** Runs {@code action} after a delay of at least 1 ms, unless the task is over by then. */
  void after(Duration delay, Runnable action) {
    var timer = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> action.run());
    hold(() -> vertx.cancelTimer(timer));
  }

  /** Ends the task now; does nothing when it is over. */
  void abort(Problem reason) {
    if (!over) {
      why = reason;
      step.tryFail(reason);
      end();
    }
  }

  /** Gives back what is held; later calls do nothing. */
  void end() {
    over = true;
    var all = List.copyOf(held);
    held.clear();
    all.forEach(Runnable::run);
  }

  private <T> Promise<T> next() {
    Promise<T> promise = Promise.promise();
    if (why != null) {
      promise.fail(why);
    }
    step = promise;
    return promise;
  }

  private void hold(Runnable release) {
    if (over) {
      release.run();
    } else {
      held.add(release);
    }
  }
}
