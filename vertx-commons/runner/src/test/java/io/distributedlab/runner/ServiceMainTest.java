package io.distributedlab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(90)
class ServiceMainTest {
  private static final int BACK = 7011;

  @TempDir Path home = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"", "middle", "front back"})
  void anythingButOneServiceOfTheLabIsAUsageError(String arguments) throws Exception {
    var words = arguments.isEmpty() ? new String[0] : arguments.split(" ", -1);
    try (var child = ChildJvm.start(home, ServiceMain.class, words)) {
      assertThat(child.exitCode()).isEqualTo(2);
      assertThat(child.errors())
          .isEqualToIgnoringNewLines("Name one service of test-lab: [front, back].");
    }
  }

  @Test
  void servesOnItsDeclaredPortUntilSigterm() throws Exception {
    try (var child = ChildJvm.start(home, ServiceMain.class, "back")) {
      child.awaitListening(BACK);
      assertThat(Get.get(BACK, "/answer").body()).isEqualTo("{\"answer\":42}");
      child.signal("TERM");
      assertThat(child.exitCode()).isEqualTo(143);
      assertThat(Ports.isFree(BACK)).isTrue();
    }
  }
}
