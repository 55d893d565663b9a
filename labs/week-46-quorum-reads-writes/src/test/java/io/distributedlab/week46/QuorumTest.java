package io.distributedlab.week46;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.distributedlab.experiment.theory.Sampling;
import io.distributedlab.service.http.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumTest {
  @ParameterizedTest
  @CsvSource({"1,1,0.8", "2,2,0.3", "3,2,0.1", "3,3,0", "2,3,0.1", "1,4,0.2", "4,1,0.2", "1,5,0"})
  void aReadThatMissesEveryReplicaOfTheWriteIsStale(int r, int w, double expected) {
    assertThat(new Quorum(5, r, w).staleProbability()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void isTheHypergeometricChanceOfDrawingNone() {
    for (int n = 1; n <= 5; n++) {
      for (int r = 1; r <= n; r++) {
        for (int w = 1; w <= n; w++) {
          var quorum = new Quorum(n, r, w);
          assertThat(quorum.staleProbability())
              .isCloseTo(Sampling.hypergeometric(n, w, r, 0), within(1e-9));
          assertThat(quorum.overlaps()).isEqualTo(quorum.staleProbability() == 0);
          assertThat(quorum.margin() > 0).isEqualTo(quorum.overlaps());
        }
      }
    }
  }

  @Test
  void aStrategySaysWhichQuorumsItCanUse() {
    Week46Knobs.check(Strategy.ABD, new Quorum(5, 3, 3));
    Week46Knobs.check(Strategy.SLOPPY, new Quorum(4, 4, 4));
    Week46Knobs.check(Strategy.FIRST_K, new Quorum(5, 1, 1));
    assertThatThrownBy(() -> Week46Knobs.check(Strategy.ABD, new Quorum(5, 2, 3)))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.type()).isEqualTo("no-overlap"));
    assertThatThrownBy(() -> Week46Knobs.check(Strategy.SLOPPY, new Quorum(5, 3, 3)))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(422));
  }
}
