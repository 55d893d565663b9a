package io.distributedlab.week51;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever ends a task, each thing it holds is given back once. */
@ExtendWith(VertxExtension.class)
class TaskTest {
  private final Problem why = Problem.of(504, "deadline-exceeded", "test");
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Slots slots = new Slots(() -> 1, () -> 10);

  @Test
  void workThatIsDoneGivesItsSlotBack(Vertx vertx, VertxTestContext test) {
    check(
        vertx,
        test,
        () -> {
          var task = new Task(vertx);
          return task.queue(slots)
              .compose(begun -> task.work(Duration.ofMillis(1)))
              .onComplete(done -> task.end())
              .map(seen(done -> assertThat(slots.busy()).isZero()));
        });
  }

  @Test
  void abortedWorkFailsAndFreesItsSlotForTheNextInTheQueue(Vertx vertx, VertxTestContext test) {
    check(
        vertx,
        test,
        () -> {
          var first = new Task(vertx);
          var second = new Task(vertx);
          var working = first.queue(slots).compose(begun -> first.work(LONG));
          var waiting = second.queue(slots);
          assertThat(slots.queued()).isEqualTo(1);
          vertx.runOnContext(later -> first.abort(why));
          return failure(working)
              .map(seen(cause -> assertThat(cause).isSameAs(why)))
              .compose(aborted -> waiting)
              .map(
                  seen(
                      begun -> {
                        assertThat(slots.busy()).isEqualTo(1);
                        second.end();
                        second.end();
                        first.abort(why);
                        assertThat(slots.busy()).isZero();
                      }));
        });
  }

  @Test
  void anAbortedTaskLeavesTheQueue(Vertx vertx, VertxTestContext test) {
    check(
        vertx,
        test,
        () -> {
          var first = new Task(vertx);
          var second = new Task(vertx);
          var working = first.queue(slots);
          var waiting = second.queue(slots);
          second.abort(why);
          assertThat(slots.queued()).isZero();
          return failure(waiting)
              .compose(cause -> working)
              .map(seen(begun -> assertThat(slots.busy()).isEqualTo(1)));
        });
  }

  @Test
  void theErrandOfAnAbortedTaskIsTakenBackOnce(Vertx vertx, VertxTestContext test) {
    var takenBack = new AtomicInteger();
    check(
        vertx,
        test,
        () -> {
          var task = new Task(vertx);
          var answer = Promise.<String>promise().future();
          var call = task.call(new Errand<>(answer, takenBack::incrementAndGet));
          task.abort(why);
          task.abort(why);
          task.end();
          return failure(call).map(seen(cause -> assertThat(takenBack).hasValue(1)));
        });
  }

  @Test
  void nothingCanBeHeldAfterTheEnd(Vertx vertx, VertxTestContext test) {
    check(
        vertx,
        test,
        () -> {
          var task = new Task(vertx);
          task.abort(why);
          var queued = task.queue(slots);
          assertThat(slots.busy()).isZero();
          return failure(queued).map(seen(cause -> assertThat(cause).isSameAs(why)));
        });
  }

  @Test
  void aTimerOfAFinishedTaskDoesNothing(Vertx vertx, VertxTestContext test) {
    var fired = new AtomicInteger();
    check(
        vertx,
        test,
        () -> {
          var task = new Task(vertx);
          task.after(Duration.ofMillis(20), fired::incrementAndGet);
          task.end();
          return vertx.timer(60).map(seen(later -> assertThat(fired).hasValue(0)));
        });
  }

  /** A failing check fails the future, which a throwing listener would not. */
  private static <T> Function<T, T> seen(Consumer<T> check) {
    return value -> {
      check.accept(value);
      return value;
    };
  }

  private static Future<Throwable> failure(Future<?> future) {
    return future.transform(
        end ->
            end.failed()
                ? Future.succeededFuture(end.cause())
                : Future.failedFuture("should have failed"));
  }

  /** Runs on one event loop, as a task does. */
  private static void check(Vertx vertx, VertxTestContext test, Supplier<Future<?>> scenario) {
    vertx.runOnContext(
        loop ->
            Future.succeededFuture()
                .compose(now -> scenario.get())
                .onComplete(test.succeedingThenComplete()));
  }
}
