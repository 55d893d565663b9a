package io.distributedlab.week52;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {
  @ParameterizedTest
  @CsvSource({
    // ratio, burst, requests: what a caller gets who asks for a token with every request
    "0.05, 10, 1000, 60", // 10 at first, then one of twenty
    "0.05,  0, 1000,  0", // no room for a token
    "0.00, 10, 1000, 10",
    "1.00, 10, 1000, 1000",
    "0.50,  1,  100, 50"
  })
  void whoAsksEveryTimeGetsRatioAndBurst(double ratio, int burst, int requests, int granted) {
    var bucket = new TokenBucket(() -> ratio, () -> burst);
    assertThat(IntStream.range(0, requests).filter(i -> ask(bucket)).count())
        .isBetween(granted - 1L, (long) granted);
  }

  @Test
  void noStretchOfRequestsGetsMoreThanItsShareAndTheBurst() {
    var random = new SplittableRandom(7);
    var bucket = new TokenBucket(() -> 0.05, () -> 10);
    boolean[] granted = new boolean[3000];
    for (int i = 0; i < granted.length; i++) {
      bucket.earn();
      boolean burst = i / 200 % 2 == 0; // two hundred slow requests, then two hundred fast ones
      granted[i] = (burst || random.nextInt(50) == 0) && bucket.tryTake();
    }
    for (int from = 0; from < granted.length; from++) {
      int taken = 0;
      for (int to = from; to < granted.length; to++) {
        taken += granted[to] ? 1 : 0;
        assertThat(taken).isLessThanOrEqualTo((int) Math.floor(0.05 * (to - from + 1) + 10 + 1e-6));
      }
    }
  }

  @Test
  void aSmallerBurstTakesTokensAway() {
    int[] burst = {10};
    var bucket = new TokenBucket(() -> 0.05, () -> burst[0]);
    burst[0] = 2;
    bucket.earn();
    assertThat(bucket.level()).isEqualTo(2);
  }

  private static boolean ask(TokenBucket bucket) {
    bucket.earn();
    return bucket.tryTake();
  }
}
