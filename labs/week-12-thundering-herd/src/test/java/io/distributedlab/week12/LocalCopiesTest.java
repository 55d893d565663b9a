package io.distributedlab.week12;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.week12.Messages.Invalidate;
import org.junit.jupiter.api.Test;

class LocalCopiesTest {
  private final LocalCopies copies = new LocalCopies();

  @Test
  void theNewestVersionIsKept() {
    copies.served("a", version(2));
    copies.served("a", version(1));
    assertThat(copies.of("a")).contains(version(2));
  }

  @Test
  void aChangeForgetsWhatIsOlderAndIsRemembered() {
    copies.served("a", version(1));
    copies.served("b", version(1));
    copies.invalidate(new Invalidate("a", 2));
    copies.invalidate(new Invalidate("a", 1));
    assertThat(copies.of("a")).isEmpty();
    assertThat(copies.of("b")).isPresent();
    assertThat(copies.leastVersion("a")).isEqualTo(2);
    assertThat(copies.leastVersion("b")).isZero();
  }

  @Test
  void allCanBeForgotten() {
    copies.served("a", version(1));
    copies.invalidate(new Invalidate(Messages.ALL, 0));
    assertThat(copies.of("a")).isEmpty();
  }

  @Test
  void thereAreAThousandAtMost() {
    for (int i = 0; i < 1500; i++) {
      copies.served("k" + i, version(1));
    }
    assertThat(copies.of("k499")).isEmpty();
    assertThat(copies.of("k500")).isPresent();
  }

  private static Cached version(long version) {
    return new Cached(null, version, 1, 1);
  }
}
