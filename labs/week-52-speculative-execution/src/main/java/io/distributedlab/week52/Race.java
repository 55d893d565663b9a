package io.distributedlab.week52;

import io.distributedlab.service.http.Call;
import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Attempts at the same thing, of which the first success wins.
 *
 * <pre>
 *            delay over: one more attempt        last failure, nothing running
 *           +----------+                        +----------------------------> lost
 *           v          |                        |
 * start -> running ----+------------------------+
 *           ^          |                        |
 *           +----------+                        +-------------------> won, others cancelled
 *            failure: one more, at once          first success
 * </pre>
 *
 * <p>The timer asks only whether something has succeeded yet. It never ends an attempt: a timeout
 * that detects slowness by cancelling the first attempt has thrown away what it waited for. All
 * state belongs to one event loop, so there are no locks, there is one winner, and each timer and
 * attempt ends exactly once.
 *
 * <p>Source: Jeffrey Dean and Luiz André Barroso, "The Tail at Scale" (2013), hedged requests.
 *
 * @param <T> what an attempt yields
 */
final class Race<T> {
  /** Something under way that can be taken back. */
  interface Attempt<T> {
    Future<T> outcome();

    void cancel();
  }

  /** Where the attempts come from. */
  interface Course<T> {
    Attempt<T> first();

    /** One more attempt, or none if there is a reason against it. */
    Optional<Attempt<T>> another(Kind kind);

    /** Runs {@code action} after {@code delay}, unless the handle that it returns runs first. */
    Runnable after(Duration delay, Runnable action);
  }

  /** Why an attempt is made. */
  enum Kind {
    FIRST,
    /** The attempts so far are slow. */
    HEDGE,
    /** The attempt before it failed. */
    FAILOVER
  }

  /**
   * @param extra most attempts beyond the first
   * @param delay between attempts while nothing fails
   * @param cancelsLosers whether what still runs is cancelled when there is a winner
   */
  record Rules(int extra, Duration delay, boolean cancelsLosers) {}

  /**
   * @param winner number of the winning attempt, from 1
   * @param losers attempts that ran when it won
   */
  record Finish<T>(int winner, T value, List<Attempt<T>> losers) {}

  private final Rules rules;
  private final Course<T> course;
  private final Map<Integer, Attempt<T>> running = new LinkedHashMap<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final Promise<Finish<T>> result = Promise.promise();
  private @Nullable Runnable disarm;
  private int attempts;
  private boolean over;

  Race(Rules rules, Course<T> course) {
    this.rules = rules;
    this.course = course;
  }

  /** Starts the first attempt. Fails with {@link Lost} when every attempt has failed. */
  Future<Finish<T>> run() {
    launch(course.first());
    return result.future();
  }

  /** Nobody waits for the result any more: everything ends. */
  void abandon() {
    if (end()) {
      cancelRunning();
      result.fail(Problem.of(Call.CANCELLED, "abandoned", "the caller has left"));
    }
  }

  /** How many attempts have been started. */
  int attempts() {
    return attempts;
  }

  private void launch(Attempt<T> attempt) {
    int number = ++attempts;
    running.put(number, attempt);
    attempt
        .outcome()
        .onComplete(value -> succeeded(number, value), failure -> failed(number, failure));
    arm();
  }

  private void arm() {
    if (over || attempts > rules.extra()) {
      return;
    }
    if (rules.delay().isZero()) {
      launchAnother(Kind.HEDGE);
    } else {
      disarm = course.after(rules.delay(), this::overdue);
    }
  }

  private void overdue() {
    disarm = null;
    launchAnother(Kind.HEDGE);
  }

  private void launchAnother(Kind kind) {
    course.another(kind).ifPresent(this::launch);
  }

  private void succeeded(int number, T value) {
    running.remove(number);
    if (end()) {
      var losers = List.copyOf(running.values());
      if (rules.cancelsLosers()) {
        cancelRunning();
      }
      result.complete(new Finish<>(number, value, losers));
    }
  }

  private void failed(int number, Throwable failure) {
    running.remove(number);
    if (over) {
      return;
    }
    failures.add(failure);
    stopTimer();
    if (attempts <= rules.extra()) {
      launchAnother(Kind.FAILOVER);
    }
    if (running.isEmpty() && end()) {
      result.fail(new Lost(failures));
    }
  }

  private boolean end() {
    if (over) {
      return false;
    }
    over = true;
    stopTimer();
    return true;
  }

  private void stopTimer() {
    if (disarm != null) {
      disarm.run();
      disarm = null;
    }
  }

  private void cancelRunning() {
    List.copyOf(running.values()).forEach(Attempt::cancel);
  }

  /** Every attempt has failed. */
  static final class Lost extends RuntimeException {
    private final transient List<Throwable> failures;

    private Lost(List<Throwable> failures) {
      super("all %d attempts failed".formatted(failures.size()), null, false, false);
      this.failures = List.copyOf(failures);
    }

    /** In the order in which they came. */
    List<Throwable> failures() {
      return failures;
    }
  }
}
