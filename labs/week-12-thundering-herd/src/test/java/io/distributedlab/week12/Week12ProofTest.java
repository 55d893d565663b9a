package io.distributedlab.week12;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.testing.Proof;
import io.distributedlab.testing.ProofTest;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The experiment, and what it says about caches with one line broken. */
class Week12ProofTest extends ProofTest {
  @Test
  void aLockReleasedWithoutItsTokenIsFoundOut() {
    var mutant = new Week12Lab(Parts.SOUND.withLocks(ForgetsItsToken::new)).descriptor();
    assertThat(Proof.broken(Proof.quick(mutant, "slow holder, token")))
        .contains("released by token, nobody loses his lock");
  }

  @Test
  void aLeaseThatStoresWithoutTheCheckIsFoundOut() {
    var mutant = new Week12Lab(Parts.SOUND.withLeases(StoresUnchecked::new)).descriptor();
    assertThat(Proof.broken(Proof.quick(mutant, "race lease"))).contains("a lease does not let it");
  }

  private static final class ForgetsItsToken extends Locks {
    ForgetsItsToken(RedisLink redis) {
      super(redis);
    }

    @Override
    Future<Released> release(String id, String token) {
      return delete(id, token);
    }
  }

  private static final class StoresUnchecked extends Leases {
    private final ValueCache values;

    StoresUnchecked(RedisLink redis, ValueCache values) {
      super(redis, values);
      this.values = values;
    }

    @Override
    Future<Boolean> set(String id, String token, Cached value, Duration grace) {
      return values.put(id, value, grace).compose(stored -> giveUp(id, token)).map(true);
    }
  }
}
