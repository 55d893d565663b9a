package io.distributedlab.@package@;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChainTest {
  @Test
  void theOneThatAsksComesFirst() {
    var asked = new Hop("asked", 1);
    var asking = new Hop("asking", 2);
    assertThat(Chain.of(asked).after(asking).hops()).containsExactly(asking, asked);
  }
}
