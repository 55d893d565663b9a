package io.distributedlab.runner.page;

import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the runner tells of the traces that it keeps. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
class TracesTest {
  private static final String FAULTS = "/admin/services/back/faults";

  private Console console;

  @BeforeAll
  void start() throws Exception {
    console = Console.start(16_600);
    console.ask();
    console.put(FAULTS, "{\"latency_ms\":600}");
    console.ask();
    console.put(FAULTS, "{\"latency_ms\":0,\"error_rate\":1}");
    console.ask();
    console.delete(FAULTS);
  }

  @AfterAll
  void stop() throws Exception {
    console.close();
  }

  @Test
  void theNewestComeFirstWithoutTheirSpansIfNotWanted() throws Exception {
    var all = list("spans=false");
    assertThat(all).hasSize(3);
    var newest = all.getFirst();
    assertThat(newest.getString("name")).isEqualTo("GET /api/ask");
    assertThat(newest.getString("service")).isEqualTo("front");
    assertThat(newest.getInteger("errors")).isPositive();
    assertThat(newest.getInteger("span_count")).isEqualTo(3);
    assertThat(newest.getBoolean("begun")).isTrue();
    assertThat(newest.fieldNames()).doesNotContain("spans");
    assertThat(list("").getFirst().getJsonArray("spans")).hasSize(3);
  }

  @Test
  void whatHasComeIsCountedAndInOneProcessNothingIsOnItsWay() throws Exception {
    var told = new JsonObject(console.get("/admin/telemetry").body());
    assertThat(told.getLong("received")).isGreaterThanOrEqualTo(9);
    assertThat(told.getLong("delay_ms")).isZero();
  }

  @Test
  void failedAndSlowOnesAreFound() throws Exception {
    assertThat(list("status=failed")).hasSize(1);
    // Whatever else a cold JVM made slow: the delay of 600 ms is among them.
    var slow = list("").stream().filter(trace -> trace.getDouble("duration_ms") >= 500).toList();
    assertThat(list("min_ms=500")).isNotEmpty().containsExactlyElementsOf(slow);
    assertThat(list("min_ms=0&status=failed")).hasSize(1);
    assertThat(list("min_ms=100000&status=failed")).isEmpty();
    assertThat(list("order=slowest"))
        .extracting(trace -> trace.getDouble("duration_ms"))
        .isSortedAccordingTo(reverseOrder());
    assertThat(list("variant=other")).isEmpty();
    assertThat(list("service=back")).hasSize(3);
  }

  @Test
  void oneHasItsSpansAndLogAndNoLinkToAJaegerThatIsNotFed() throws Exception {
    var id = list("status=failed").getFirst().getString("traceId");
    var trace = new JsonObject(console.get("/admin/traces/" + id).body());
    assertThat(trace.getString("traceId")).isEqualTo(id);
    assertThat(trace.getJsonArray("spans")).hasSize(3);
    assertThat(trace.containsKey("logs")).isTrue();
    assertThat(trace.getString("jaeger")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=many",
        "status=<script>",
        "status=FAILED",
        "order=oldest",
        "min_ms=-1",
        "min_ms=NaN",
        "spans=maybe"
      })
  void whatIsNotAllowedIsRefused(String query) throws Exception {
    var refused = console.get("/admin/traces?" + query.replace("<", "%3C").replace(">", "%3E"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    var name = new JsonObject(refused.body()).getString("name");
    assertThat(name).isEqualTo(query.substring(0, query.indexOf('=')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "00000000000000000000000000000000", "%3Cscript%3E"})
  void whatIsNotKeptIsNotFound(String id) throws Exception {
    var answer = console.get("/admin/traces/" + id);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(new JsonObject(answer.body()).getString("detail")).startsWith("no span of trace ");
  }

  /** A span ends just after its answer is sent. */
  private List<JsonObject> list(String query) throws Exception {
    while (true) {
      var all = objects(console.get("/admin/traces").body());
      if (all.size() == 3 && all.stream().allMatch(one -> one.getInteger("span_count") == 3)) {
        return objects(console.get("/admin/traces?" + query).body());
      }
    }
  }

  private static List<JsonObject> objects(String array) {
    return new JsonArray(array).stream().map(JsonObject.class::cast).toList();
  }
}
