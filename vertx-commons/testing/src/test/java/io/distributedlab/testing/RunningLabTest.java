package io.distributedlab.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunningLabTest {
  @RegisterExtension static final RunningLab LAB = RunningLab.onFreePorts();

  @Test
  void answersOnPortsOfItsOwn() throws Exception {
    assertThat(LAB.url("names")).doesNotEndWith(":7020");
    assertThat(LAB.get("/names").body()).isEqualTo("[\"a\",\"b\"]");
    assertThat(LAB.get("names", "/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void keepsTheTraceOfACall() throws Exception {
    var id = LAB.get("/names").headers().firstValue("X-Trace-Id").orElseThrow();
    assertThat(LAB.store().trace(id)).isPresent();
  }

  @Test
  void takesSettings() throws Exception {
    assertThat(LAB.put("names", "/admin/knobs", "{\"limit\":5}").statusCode()).isEqualTo(200);
    assertThat(LAB.put("names", "/admin/knobs", "{\"limit\":50}").statusCode()).isEqualTo(422);
  }
}
