package io.distributedlab.week52;

import static io.distributedlab.week52.Lab52.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the services answer, to good questions and to bad ones. */
class InterfaceTest {
  private static Lab52 lab;

  @BeforeAll
  static void start() {
    lab = new Lab52();
  }

  @AfterAll
  static void stop() {
    lab.stop();
  }

  @BeforeEach
  void calm() {
    lab.calm();
  }

  @Test
  void processInBothModes() {
    lab.knob("strategy", "hedge-fixed");
    assertThat(result("/api/process?mode=direct").getString("strategy")).isEqualTo("direct");
    assertThat(result("/api/process?mode=hedged").getString("strategy")).isEqualTo("hedge-fixed");
    assertThat(result("/api/process").getString("strategy")).isEqualTo("hedge-fixed");
  }

  @Test
  void aHeaderChoosesTheStrategyOfOneRequest() {
    var response = lab.get("frontend", "/api/process", "X-Lab-Variant", "p2c");
    assertThat(new JsonObject(response.body()).getJsonObject("result").getString("strategy"))
        .isEqualTo("p2c");
  }

  @Test
  void compareSummarisesBothModes() {
    lab.slowAll(20);
    var body = json(200, "/api/compare?iterations=12");
    assertThat(body.getInteger("iterations")).isEqualTo(12);
    for (var mode : new String[] {"hedged", "direct"}) {
      var summary = body.getJsonObject(mode);
      assertThat(summary.fieldNames()).containsExactly("min", "mean", "p50", "p95", "p99", "max");
      assertThat(summary.getDouble("min")).isBetween(20.0, summary.getDouble("p50"));
      assertThat(summary.getDouble("p50")).isLessThanOrEqualTo(summary.getDouble("max"));
      assertThat(summary.getDouble("p99")).isEqualTo(summary.getDouble("max"));
    }
    assertThat(body.getJsonObject("reduction_ms").getDouble("max"))
        .isCloseTo(
            body.getJsonObject("direct").getDouble("max")
                - body.getJsonObject("hedged").getDouble("max"),
            org.assertj.core.api.Assertions.within(0.01));
    assertThat(body.getJsonObject("reduction_percent").getDouble("mean")).isBetween(-300.0, 100.0);
  }

  @Test
  void aPageIsAsSlowAsItsSlowestItem() {
    var page = json(200, "/api/page?fanout=20&strategy=direct");
    assertThat(page.getInteger("fanout")).isEqualTo(20);
    assertThat(page.getInteger("hedges")).isZero();
    assertThat(page.getDouble("latency_ms"))
        .isGreaterThanOrEqualTo(page.getJsonObject("slowest").getDouble("latency_ms"));
  }

  @Test
  void theHedgerKeepsTotalsAndForgetsThem() {
    lab.post(
        "hedger",
        "/admin/config",
        new JsonObject().put("hedge_delay_ms", 20).put("hedge_enabled", true));
    lab.slowAll(100);
    for (int i = 0; i < 3; i++) {
      expect(200, lab.get("hedger", "/process?request_id=r" + i));
    }
    var config = config();
    assertThat(config.getBoolean("hedge_enabled")).isTrue();
    assertThat(config.getInteger("hedge_delay_ms")).isEqualTo(20);
    var statistics = config.getJsonObject("statistics");
    assertThat(statistics.getInteger("requests")).isEqualTo(3);
    assertThat(statistics.getInteger("hedges")).isEqualTo(3);
    assertThat(statistics.getInteger("cancelled")).isEqualTo(3);
    assertThat(statistics.getDouble("load_amplification")).isEqualTo(2);
    expect(200, lab.post("hedger", "/admin/reset-stats", new JsonObject()));
    assertThat(config().getJsonObject("statistics").getInteger("requests")).isZero();
  }

  @Test
  void hedgingCanBeSwitchedOff() {
    lab.slowAll(100);
    expect(200, lab.post("hedger", "/admin/config", new JsonObject().put("hedge_enabled", false)));
    assertThat(result("/api/process?mode=hedged").getString("strategy")).isEqualTo("direct");
    assertThat(config().getBoolean("hedge_enabled")).isFalse();
    expect(200, lab.put("hedger", "/admin/hedging", new JsonObject().put("strategy", "all")));
    assertThat(result("/api/process?mode=hedged").getString("strategy")).isEqualTo("all");
  }

  @Test
  void aBackendTellsAndChangesItsConfig() {
    lab.config("backend-1", new JsonObject().put("p50_ms", 10).put("p95_ms", 20));
    var config = new JsonObject(lab.get("backend-1", "/admin/config").body());
    assertThat(config.getMap())
        .containsEntry("p50_ms", 10)
        .containsEntry("p95_ms", 20)
        .containsEntry("p99_ms", 300)
        .containsEntry("force_slow", false);
    assertThat(new JsonObject(lab.get("backend-2", "/admin/config").body()).getInteger("p50_ms"))
        .isEqualTo(30);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"strategy\":\"teleport\"}",
        "{\"delay_ms\":-1}",
        "{\"delay_ms\":10001}",
        "{\"eject_ms\":-1}",
        "{\"eject_ms\":60001}",
        "{\"quantile\":0.4}",
        "{\"quantile\":1}",
        "{\"max_hedges\":3}",
        "{\"max_hedges\":-1}",
        "{\"ratio\":1.01}",
        "{\"ratio\":-0.1}",
        "{\"burst\":1001}",
        "{\"burst\":-1}",
        "{\"cancel\":\"on\"}",
        "{\"tie_delay_ms\":1001}",
        "{\"unsafe\":1}",
        "{\"backend.model\":\"stack\"}",
        "{\"backend.slots\":0}",
        "{\"backend.slots\":65}",
        "{\"backend.honours_cancel\":null}",
        "{\"backend.scale\":11}",
        "{\"backend.straggler\":0.5}",
        "{\"backend.straggler\":11}",
        "{\"correlated\":\"yes\"}",
        "{\"delay_ms\":20,\"hedges\":1}"
      })
  void badKnobsChangeNothing(String bad) {
    for (var path : new String[] {"/admin/knobs", "/admin/hedging"}) {
      var problem =
          new JsonObject(expect(422, lab.put("hedger", path, new JsonObject(bad))).body());
      assertThat(problem.getString("name")).isNotEmpty();
      assertThat(problem.getString("allowed")).isNotEmpty();
    }
    assertThat(new JsonObject(lab.get("backend-1", "/admin/knobs").body()).getJsonObject("values"))
        .isEqualTo(Week52Knobs.SCHEMA.initial().toJson());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"p50_ms\":-1}",
        "{\"p50_ms\":101}",
        "{\"p95_ms\":301}",
        "{\"p99_ms\":99}",
        "{\"p99_ms\":10001}",
        "{\"force_slow\":\"yes\"}",
        "{\"force_slow_ms\":-1}",
        "{\"p42_ms\":1}"
      })
  void badBackendConfigChangesNothing(String bad) {
    expect(422, lab.post("backend-3", "/admin/config", new JsonObject(bad)));
    assertThat(new JsonObject(lab.get("backend-3", "/admin/config").body()).getInteger("p99_ms"))
        .isEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"hedge_delay_ms\":-1}",
        "{\"hedge_delay_ms\":\"50\"}",
        "{\"hedge_enabled\":\"yes\"}",
        "{\"hedge\":true}"
      })
  void badHedgerConfigChangesNothing(String bad) {
    expect(422, lab.post("hedger", "/admin/config", new JsonObject(bad)));
    assertThat(config().getInteger("hedge_delay_ms")).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/process?mode=fast, mode",
    "/api/compare?iterations=0, iterations",
    "/api/compare?iterations=101, iterations",
    "/api/compare?iterations=many, iterations",
    "/api/page?fanout=0, fanout",
    "/api/page?fanout=101, fanout",
    "/api/page?strategy=teleport, strategy",
    "/api/items/7?strategy=teleport, strategy",
    "/api/items/a%20b, id"
  })
  void badQueriesNameTheParameter(String path, String name) {
    assertThat(json(422, path).getString("name")).isEqualTo(name);
  }

  @Test
  void badHeadersAreNamedToo() {
    expect(422, lab.get("frontend", "/api/process", "X-Lab-Variant", "teleport"));
    expect(422, lab.get("frontend", "/api/items/1", "X-Request-Id", "a b"));
    expect(422, lab.get("hedger", "/process?request_id=a%2Fb"));
    expect(422, lab.get("backend-1", "/process?request_id=" + "x".repeat(65)));
    expect(400, lab.get("frontend", "/api/process", "X-Timeout-Budget-Ms", "soon"));
  }

  @Test
  void unknownPathsAndMethods() {
    expect(404, lab.get("frontend", "/api/nothing"));
    assertThat(
            expect(405, lab.put("frontend", "/api/items/1", new JsonObject()))
                .headers()
                .firstValue("Allow"))
        .hasValue("GET, POST");
  }

  private static JsonObject config() {
    return new JsonObject(expect(200, lab.get("hedger", "/admin/config")).body());
  }

  private static JsonObject result(String path) {
    return json(200, path).getJsonObject("result");
  }

  private static JsonObject json(int status, String path) {
    return new JsonObject(expect(status, lab.get("frontend", path)).body());
  }
}
