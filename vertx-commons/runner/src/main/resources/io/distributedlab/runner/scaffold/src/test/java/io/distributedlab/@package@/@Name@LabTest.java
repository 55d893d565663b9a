package io.distributedlab.@package@;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.testing.RunningLab;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole lab on real sockets and real servers. */
class @Name@LabTest {
  private static RunningLab lab;

  @BeforeAll
  static void start() {
    lab = RunningLab.start(new @Name@Lab());
  }

  @AfterAll
  static void stop() {
    lab.stop();
  }

  @Test
  void aRequestPassesEveryService() {
    assertThat(json(process()).getJsonArray("hops"))
        .extracting(hop -> ((JsonObject) hop).getString("service"))
        .containsExactly(@quoted@);
  }

  @Test
  void aRequestIsOneTrace() {
    var trace = lab.trace(process().headers().firstValue("X-Trace-Id").orElseThrow());
    assertThat(trace.roots()).hasSize(1);
    assertThat(trace.services()).containsExactlyInAnyOrder(@quoted@);
  }

  @Test
  void theKnobSaysHowLongAServiceWorks() {
    assertThat(lab.put("@entry@", "/admin/knobs", "{\"work_ms\":7}").statusCode()).isEqualTo(200);
    var first = json(process()).getJsonArray("hops").getJsonObject(0);
    assertThat(first.getLong("worked_ms")).isEqualTo(7);
    assertThat(lab.put("@entry@", "/admin/knobs", "{\"work_ms\":-1}").statusCode()).isEqualTo(422);
  }
@if chained@

  @Test
  void aServiceThatHangsIsNamedIn504() {
    lab.put("@last@", "/admin/faults", "{\"hang\":true}");
    var answer = process();
    lab.put("@last@", "/admin/faults", "{\"hang\":false}");
    assertThat(answer.statusCode()).isEqualTo(504);
@if lastIsAsked@
    assertThat(json(answer).getString("hop")).isEqualTo(Ask.ADDRESS);
@else@
    assertThat(json(answer).getString("hop")).isEqualTo("@last@");
@end@
  }
@end@
@if redis@

  @Test
  void redisCounts() {
    var before = json(process()).getLong("counted");
    assertThat(json(process()).getLong("counted")).isEqualTo(before + 1);
  }
@end@
@if postgres@

  @Test
  void postgresKeepsARowForEach() {
    var before = json(process()).getLong("stored");
    assertThat(json(process()).getLong("stored")).isEqualTo(before + 1);
  }
@end@
@if kafka@

  @Test
  void kafkaHasAnEventForEach() {
    var before = json(process()).getLong("sent");
    assertThat(json(process()).getLong("sent")).isEqualTo(before + 1);
  }
@end@

  private static HttpResponse<String> process() {
    return lab.get("@entry@", "/api/process");
  }

  private static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }
}
