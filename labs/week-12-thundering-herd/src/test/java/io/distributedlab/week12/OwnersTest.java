package io.distributedlab.week12;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwnersTest {
  @Test
  void theKeysAreSpreadOverTheInstances() {
    var byOwner =
        IntStream.rangeClosed(1, 600)
            .mapToObj(i -> Owners.owner("p" + i))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(byOwner).containsOnlyKeys(Owners.NAMES);
    assertThat(byOwner.values()).allMatch(count -> count > 150 && count < 250);
  }

  @Test
  void theOwnerIsTheChecksumModuloThree() {
    // CRC-32 of "123456789" is 0xCBF43926, its well-known check value
    assertThat(Owners.partition("123456789")).isEqualTo((int) (0xCBF43926L % 3));
  }
}
