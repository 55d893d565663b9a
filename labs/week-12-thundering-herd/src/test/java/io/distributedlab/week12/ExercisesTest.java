package io.distributedlab.week12;

import io.distributedlab.testing.ExerciseTest;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Stubs fail, solutions pass, and the fix that comes to mind first is told what it misses. */
class ExercisesTest extends ExerciseTest {
  /** What the learner has written. */
  private static final class Yours {
    private volatile BiFunction<RedisLink, ValueCache, Leases> leases = YourLease::new;
    private volatile BiFunction<Tools, LocalCopies, StaleIfError> stale = YourStaleIfError::new;
  }

  private static final Yours YOURS = new Yours();

  ExercisesTest() {
    super(
        new Week12Lab(
                Parts.SOUND.withYours(
                    Chosen::new,
                    (tools, copies) -> id -> YOURS.stale.apply(tools, copies).instead(id)))
            .descriptor());
  }

  @Test
  void theHerdIsRateTimesLoad() {
    assertSolved(1, 6, 24, 15);
  }

  @Test
  void twoLoadsCostTwoThirdsOfALife() {
    assertSolved(2, 1.44, 941);
    assertUnsolved(2, 1, 597);
  }

  @Test
  void staleIfError() {
    YOURS.stale = YourStaleIfError::new;
    assertUnsolved(3);
    YOURS.stale = (tools, copies) -> copies::of;
    assertRejected(3, "stale_ms is a promise");
    YOURS.stale = SolvedStaleIfError::new;
    assertSolved(3);
  }

  @Test
  void aLease() {
    YOURS.leases = YourLease::new;
    assertRejected(4, "The write has deleted its lease");
    YOURS.leases = with(SolvedLease.ANY_LEASE);
    assertRejected(4, "Compare the token", "The lease outlives the load");
    YOURS.leases = with(SolvedLease.SOLUTION);
    assertSolved(4);
  }

  @Test
  void earlyLoadsUnderALeaseSaveUserAndDatabase() {
    knobs("api-1", "{\"strategy\":\"xfetch-lease\"}");
    assertSolved(5);
    knobs("api-1", "{\"strategy\":\"naive\"}");
  }

  @Test
  void rareRequestsMissAndAnEmptyRedisMakesAllWait() {
    assertSolved(6, 1, 100, 1);
  }

  private static BiFunction<RedisLink, ValueCache, Leases> with(Script script) {
    return (redis, values) -> new SolvedLease(redis, values, script);
  }

  /** What the test says. */
  private static final class Chosen extends Leases {
    private final RedisLink redis;
    private final ValueCache values;

    Chosen(RedisLink redis, ValueCache values) {
      super(redis, values);
      this.redis = redis;
      this.values = values;
    }

    @Override
    Future<Boolean> set(String id, String token, Cached value, Duration grace) {
      return YOURS.leases.apply(redis, values).set(id, token, value, grace);
    }
  }
}
