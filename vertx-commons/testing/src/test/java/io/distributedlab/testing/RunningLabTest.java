package io.distributedlab.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.goodlab.GoodLab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class RunningLabTest {
  private final RunningLab lab = RunningLab.start(new GoodLab());

  @AfterAll
  void stop() {
    lab.stop();
  }

  @Test
  void answersOnPortsOfItsOwn() {
    var answer = lab.get("names", "/names");
    assertThat(answer.body()).isEqualTo("[\"a\",\"b\"]");
    assertThat(answer.uri().getPort()).isGreaterThan(10_000);
    assertThat(lab.get("names", "/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void keepsTheTraceOfACall() {
    var id = lab.get("names", "/names").headers().firstValue("X-Trace-Id").orElseThrow();
    assertThat(lab.trace(id).spans()).hasSize(1);
  }

  @Test
  void takesSettings() {
    assertThat(lab.put("names", "/admin/knobs", "{\"limit\":5}").statusCode()).isEqualTo(200);
    assertThat(lab.put("names", "/admin/knobs", "{\"limit\":50}").statusCode()).isEqualTo(422);
  }
}
