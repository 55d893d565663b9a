package io.distributedlab.week07;

import static io.distributedlab.week07.Bench.calls;
import static io.distributedlab.week07.Bench.quick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottleTest {
  private final Bench bench = new Bench("{}");
  private final Throttle throttle = new Throttle(bench.spec());

  @ParameterizedTest
  @CsvSource({
    // accepted, failed, K -> p = max(0, (requests - K accepts) / (requests + 1))
    "0,    0, 2, 0",
    "100,  0, 2, 0",
    "50,  50, 2, 0", // half is accepted: K = 2 sends all
    "0,    1, 1, 0.5",
    "1,    0, 1, 0",
  })
  void rejectsByTheFormula(int accepted, int failed, double k, double p) {
    var other = new Throttle(new Bench("{\"throttle.k\":%s}".formatted(k)).spec());
    calls(other, accepted, Outcome.OK);
    calls(other, failed, Outcome.ERROR);
    assertThat(other.rejection()).isEqualTo(p);
  }

  @Test
  void rejectedCallsAreRequestsToo() {
    var sent = 0;
    for (int call = 0; call < 1000; call++) {
      var permit = throttle.tryAcquire();
      if (permit.isPresent()) {
        sent++;
        throttle.onResult(permit.get(), quick(Outcome.ERROR));
      }
    }
    assertThat(throttle.snapshot().window()).isEqualTo(new Counts(1000, 1000, 0));
    assertThat(throttle.rejection()).isCloseTo(1000 / 1001.0, within(1e-9));
    // the n-th call passes with probability 1/n: the sum over 1000 is 7.5
    assertThat(sent).isBetween(2, 16);
  }

  @Test
  void noticesARecoveryByItself() {
    for (int call = 0; call < 1000; call++) {
      calls(throttle, 1, Outcome.ERROR);
      bench.pass(10);
    }
    // 100 calls a second: of those, one in a thousand goes through at first
    var calls = 0;
    while (throttle.rejection() > 0) {
      calls(throttle, 1, Outcome.OK);
      bench.pass(10);
      calls++;
    }
    assertThat(calls / 100).as("seconds until nothing is rejected").isBetween(30, 120);
  }

  @Test
  void whatSaysNothingIsNoRequest() {
    calls(throttle, 10, Outcome.NO_SLOT);
    assertThat(throttle.snapshot().window()).isEqualTo(Counts.NONE);
    assertThat(throttle.rejection()).isZero();
  }
}
