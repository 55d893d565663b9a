package io.distributedlab.week46;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WitnessTest {
  private final Witness witness = new Witness();

  @Test
  void aReadBelowAnAcknowledgedWriteIsStale() {
    witness.acknowledged("k", tag(5));
    assertThat(witness.before("k").stale(tag(4))).isTrue();
    assertThat(witness.before("k").stale(tag(5))).isFalse();
    assertThat(witness.before("other").stale(tag(1))).isFalse();
  }

  @Test
  void aReadBelowAnEarlierReadIsAnInversion() {
    var before = witness.before("k");
    witness.returned("k", tag(5));
    witness.returned("k", tag(3));
    assertThat(witness.before("k").inverted(tag(4))).isTrue();
    assertThat(witness.before("k").stale(tag(4))).isFalse();
    assertThat(before.inverted(tag(4))).as("it began before").isFalse();
  }

  @Test
  void forgetsTheKeysUsedLongestAgo() {
    witness.acknowledged("first", tag(1));
    for (int i = 0; i < Witness.KEYS; i++) {
      witness.acknowledged("key-" + i, tag(1));
    }
    assertThat(witness.before("first").stale(Tag.NONE)).isFalse();
    assertThat(witness.before("key-0").stale(Tag.NONE)).isTrue();
  }

  private static Tag tag(long counter) {
    return new Tag(counter, "a");
  }
}
