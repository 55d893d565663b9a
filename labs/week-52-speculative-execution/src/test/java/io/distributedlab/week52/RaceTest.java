package io.distributedlab.week52;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.http.Problem;
import io.distributedlab.week52.Race.Attempt;
import io.distributedlab.week52.Race.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every path of a race, with attempts and timers that end when the test says so. */
class RaceTest {
  private static final Duration DELAY = Duration.ofMillis(50);

  private final Track track = new Track();

  @Test
  void aFastFirstAttemptWinsAndNothingElseIsStarted() {
    var result = race(1, true).run();
    track.succeed(1, "first");
    assertThat(result.result().winner()).isEqualTo(1);
    assertThat(result.result().losers()).isEmpty();
    assertThat(track.started).containsExactly(Kind.FIRST);
    track.assertAtRest();
  }

  @Test
  void aSlowFirstAttemptIsNotEndedByTheTimer() {
    var result = race(1, true).run();
    track.fire();
    assertThat(track.started).containsExactly(Kind.FIRST, Kind.HEDGE);
    assertThat(track.cancelled).isEmpty();
    track.succeed(1, "first");
    assertThat(result.result().value()).isEqualTo("first");
    assertThat(track.cancelled).containsExactly(2);
    track.assertAtRest();
  }

  @Test
  void theHedgeCanWinAndTheFirstIsCancelledOnce() {
    var result = race(1, true).run();
    track.fire();
    track.succeed(2, "hedge");
    track.succeed(1, "too late");
    assertThat(result.result().winner()).isEqualTo(2);
    assertThat(result.result().value()).isEqualTo("hedge");
    assertThat(track.cancelled).containsExactly(1);
    track.assertAtRest();
  }

  @Test
  void losersRunOnWhenTheyAreNotToBeCancelled() {
    var result = race(1, false).run();
    track.fire();
    track.succeed(2, "hedge");
    assertThat(track.cancelled).isEmpty();
    assertThat(result.result().losers()).hasSize(1);
    track.succeed(1, "late");
    assertThat(result.result().value()).isEqualTo("hedge");
    track.assertAtRest();
  }

  @Test
  void aFailureBeforeTheDelayStartsTheNextAtOnce() {
    var result = race(1, true).run();
    track.fail(1, 502);
    assertThat(track.started).containsExactly(Kind.FIRST, Kind.FAILOVER);
    track.succeed(2, "second");
    assertThat(result.result().winner()).isEqualTo(2);
    track.assertAtRest();
  }

  @Test
  void aFailureOfOneLeavesTheOtherToWin() {
    var result = race(1, true).run();
    track.fire();
    track.fail(2, 502);
    assertThat(result.isComplete()).isFalse();
    track.succeed(1, "first");
    assertThat(result.result().winner()).isEqualTo(1);
    track.assertAtRest();
  }

  @Test
  void itIsLostOnlyWhenAllHaveFailed() {
    var result = race(2, true).run();
    track.fire();
    track.fail(1, 502);
    track.fail(2, 503);
    assertThat(result.isComplete()).isFalse();
    track.fail(3, 504);
    assertThat(result.cause()).isInstanceOf(Race.Lost.class);
    assertThat(((Race.Lost) result.cause()).failures())
        .extracting(failure -> ((Problem) failure).status())
        .containsExactly(502, 503, 504);
    track.assertAtRest();
  }

  @Test
  void twoHedgesComeOneDelayApart() {
    race(2, true).run();
    track.fire();
    track.fire();
    assertThat(track.started).containsExactly(Kind.FIRST, Kind.HEDGE, Kind.HEDGE);
    assertThat(track.timers).isEmpty();
    track.succeed(2, "second");
    assertThat(track.cancelled).containsExactlyInAnyOrder(1, 3);
    track.assertAtRest();
  }

  @Test
  void withoutExtraAttemptsThereIsNoTimer() {
    var result = race(0, true).run();
    assertThat(track.timers).isEmpty();
    track.fail(1, 502);
    assertThat(result.failed()).isTrue();
    assertThat(track.started).containsExactly(Kind.FIRST);
  }

  @Test
  void withoutADelayBothStartAtOnce() {
    new Race<>(new Race.Rules(1, Duration.ZERO, true), track).run();
    assertThat(track.started).containsExactly(Kind.FIRST, Kind.HEDGE);
    assertThat(track.timers).isEmpty();
  }

  @Test
  void aSuppressedHedgeLeavesTheFirstToItself() {
    var result = race(1, true).run();
    track.refuses = true;
    track.fire();
    assertThat(track.started).containsExactly(Kind.FIRST);
    track.succeed(1, "first");
    assertThat(result.succeeded()).isTrue();
    track.assertAtRest();
  }

  @Test
  void aSuppressedFailoverIsTheEnd() {
    var result = race(1, true).run();
    track.refuses = true;
    track.fail(1, 503);
    assertThat(result.failed()).isTrue();
    track.assertAtRest();
  }

  @Test
  void whoLeavesEndsEverything() {
    var race = race(2, true);
    var result = race.run();
    track.fire();
    race.abandon();
    race.abandon();
    assertThat(track.cancelled).containsExactly(1, 2);
    assertThat(result.failed()).isTrue();
    track.succeed(1, "nobody waits");
    track.assertAtRest();
  }

  private Race<String> race(int extra, boolean cancels) {
    return new Race<>(new Race.Rules(extra, DELAY, cancels), track);
  }

  /** Attempts and timers in the hands of the test. */
  private static final class Track implements Race.Course<String> {
    final List<Kind> started = new ArrayList<>();
    final List<Integer> cancelled = new ArrayList<>();
    final List<Runnable> timers = new ArrayList<>();
    private final List<Promise<String>> attempts = new ArrayList<>();
    boolean refuses;

    @Override
    public Attempt<String> first() {
      return start(Kind.FIRST);
    }

    @Override
    public Optional<Attempt<String>> another(Kind kind) {
      return refuses ? Optional.empty() : Optional.of(start(kind));
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
      assertThat(delay).isEqualTo(DELAY);
      timers.add(action);
      return () -> assertThat(timers.remove(action)).as("ended once").isTrue();
    }

    void fire() {
      timers.removeFirst().run();
    }

    void succeed(int number, String value) {
      attempts.get(number - 1).tryComplete(value);
    }

    void fail(int number, int status) {
      attempts.get(number - 1).fail(Problem.of(status, "test", "attempt " + number));
    }

    void assertAtRest() {
      assertThat(timers).isEmpty();
      assertThat(attempts).allMatch(attempt -> attempt.future().isComplete());
    }

    private Attempt<String> start(Kind kind) {
      started.add(kind);
      Promise<String> promise = Promise.promise();
      attempts.add(promise);
      int number = attempts.size();
      return new Attempt<>() {
        @Override
        public Future<String> outcome() {
          return promise.future();
        }

        @Override
        public void cancel() {
          cancelled.add(number);
          promise.tryFail("cancelled");
        }
      };
    }
  }
}
