package io.distributedlab.week46;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.time.VirtualClock;
import io.distributedlab.week46.Week46Knobs.ClockKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClocksTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final VirtualClock time = new VirtualClock(START);
  private final HybridClock ahead = new HybridClock(time);
  private final HybridClock behind = new HybridClock(time.skewed(() -> Duration.ofSeconds(-2)));

  @Test
  void followsTheWallClockWhileThatIsAhead() {
    assertThat(ahead.next()).isEqualTo(START.toEpochMilli() << 16);
    time.advance(Duration.ofMillis(5));
    assertThat(ahead.next()).isEqualTo((START.toEpochMilli() + 5) << 16);
  }

  @Test
  void countsWhileTheWallClockStandsStillOrIsBehind() {
    var first = ahead.next();
    assertThat(ahead.next()).isEqualTo(first + 1);
    behind.heard(first);
    assertThat(behind.next()).isEqualTo(first + 1);
    time.advance(Duration.ofSeconds(1));
    assertThat(behind.next()).isEqualTo(first + 2);
    time.advance(Duration.ofSeconds(2));
    assertThat(behind.next()).isEqualTo((START.toEpochMilli() + 1000) << 16);
  }

  @Test
  void whatIsHeardNeverTurnsItBack() {
    var first = ahead.next();
    ahead.heard(1);
    assertThat(ahead.last()).isEqualTo(first);
  }

  @Test
  void whatIsTooFarAheadIsNotBelieved() {
    var first = ahead.next();
    ahead.heard(((START.toEpochMilli() + HybridClock.MOST_AHEAD_MS) << 16) + (1 << 16));
    assertThat(ahead.next()).isEqualTo(first + 1);
    var most = (START.toEpochMilli() + HybridClock.MOST_AHEAD_MS) << 16;
    ahead.heard(most);
    assertThat(ahead.next()).isEqualTo(most + 1);
  }

  @Test
  void theWallClockDoesNotListen() {
    var wall = new WallClock(time.skewed(() -> Duration.ofSeconds(-2)));
    wall.heard(ahead.next());
    assertThat(wall.next()).isEqualTo((START.toEpochMilli() - 2000) << 16);
  }

  @Test
  void wallCountersTellMicrosecondsApartAndAreInTheSameUnit() {
    var wall = new WallClock(time);
    var first = wall.next();
    time.advance(Duration.ofNanos(1000));
    assertThat(wall.next()).isEqualTo(first + 1);
    time.advance(Duration.ofMillis(1));
    assertThat(ahead.next()).isGreaterThan(first + 1);
  }

  @Test
  void theKnobChoosesTheClock() {
    var kind = new ClockKind[] {ClockKind.WALL};
    var tags = new Tags("me", () -> kind[0], new WallClock(time), ahead);
    ahead.heard((START.toEpochMilli() + 1000) << 16);
    var byWall = tags.stamp("k", "v");
    kind[0] = ClockKind.HLC;
    assertThat(tags.stamp("k", "v").newerThan(byWall)).isTrue();
    assertThat(tags.stamp("k", "v", ClockKind.WALL).tag()).isEqualTo(byWall.tag());
  }
}
