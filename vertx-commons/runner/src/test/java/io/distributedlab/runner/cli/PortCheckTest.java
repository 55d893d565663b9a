package io.distributedlab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.runner.Ports;
import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.cli.Finding.Verdict;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortCheckTest {
  private static final long SELF = ProcessHandle.current().pid();

  @Test
  void aTakenPortIsNamedWithItsHolderAndAFreeOffset() throws Exception {
    try (var taken = listen()) {
      var port = taken.getLocalPort();
      assertThat(Ports.isFree(port)).isFalse();
      assertThatThrownBy(() -> new PortCheck(Map.of(port, "gateway"), 0).requireFree())
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("Port %d (gateway) is in use by java (pid %d)", port, SELF);
      assertThat(MachineChecks.port(port, Verdict.FAIL).text())
          .contains("Port " + port, "kill " + SELF, "--port-offset");
      assertThat(MachineChecks.port(port, Verdict.NOTE).verdict()).isEqualTo(Verdict.NOTE);
    }
  }

  @Test
  void aContainersProxyIsEndedByDocker() {
    assertThat(new PortHolder(7, "docker-proxy").stopCommand()).isEqualTo("docker compose down");
    assertThat(new PortHolder(7, "java").stopCommand()).isEqualTo("kill 7");
  }

  @Test
  void theSuggestedOffsetAddsToTheOneInUse() throws Exception {
    try (var taken = new ServerSocket(23_150, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(() -> new PortCheck(Map.of(23_150, "gateway"), 15_000).requireFree())
          .hasMessageContaining("--port-offset 15100");
    }
  }

  @Test
  void aPortIsFreeAgainAfterItsListenerClosed() throws Exception {
    var closed = listen();
    var port = closed.getLocalPort();
    closed.close();
    assertThat(Ports.isFree(port)).isTrue();
    assertThat(PortHolder.of(port)).isEmpty();
    assertThatCode(() -> new PortCheck(Map.of(port, "gateway"), 0).requireFree())
        .doesNotThrowAnyException();
  }

  @Test
  void anOffsetIsSkippedWhenOneOfThePortsIsTakenThere() throws Exception {
    try (var taken = new ServerSocket(23_160, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThat(Ports.freeOffset(List.of(23_059, 23_060), 100)).hasValue(200);
    }
  }

  private static ServerSocket listen() throws Exception {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
