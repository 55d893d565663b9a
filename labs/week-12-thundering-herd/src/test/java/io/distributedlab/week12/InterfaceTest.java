package io.distributedlab.week12;

import static io.distributedlab.week12.Lab12.expect;
import static io.distributedlab.week12.Lab12.json;
import static io.distributedlab.week12.Lab12.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.knobs.Knob;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the instances answer, to good questions and to bad ones. */
@ExtendWith(SharedLab.class)
class InterfaceTest {
  private final Lab12 lab;

  InterfaceTest(Lab12 lab) {
    this.lab = lab;
  }

  @BeforeEach
  void calm() {
    lab.calm();
  }

  @Test
  void aProductSaysWhereItCameFrom() {
    var product = json(expect(200, lab.get("api-1", Variant.LEASE, "p3")));
    assertThat(product.fieldNames())
        .contains(
            "id",
            "name",
            "price_cents",
            "version",
            "units_sold",
            "revenue_cents",
            "cache_status",
            "strategy",
            "fresh",
            "expires_in_ms",
            "delta_ms",
            "duration_ms",
            "instance",
            "trace_id");
    assertThat(product.getString("strategy")).isEqualTo("lease");
    assertThat(product.getDouble("duration_ms"))
        .isGreaterThanOrEqualTo(product.getDouble("delta_ms"));
    assertThat(product.getLong("expires_in_ms")).isBetween(4000L, 5000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad.id", "a%20b", "%C3%A4", "x%3Ay"})
  void anIdThatIsNoneIsRefusedEverywhere(String id) {
    for (var response :
        List.of(
            lab.get("api-1", "/product/" + id),
            lab.send("DELETE", "api-1", "/cache/" + id, ""),
            lab.send("PUT", "api-1", "/product/" + id, "{\"price_cents\":1}"))) {
      assertThat(json(expect(400, response)).getString("type")).isEqualTo("/problems/bad-id");
    }
  }

  @Test
  void anIdHasSixtyFourCharactersAtMost() {
    expect(404, lab.get("api-1", "/product/" + "x".repeat(64)));
    expect(400, lab.get("api-1", "/product/" + "x".repeat(65)));
  }

  @Test
  void theStrategyOfOneRequestIsChosenByQueryOrHeader() {
    assertThat(json(lab.get("api-1", "/product/hot?strategy=swr")).getString("strategy"))
        .isEqualTo("swr");
    var byHeader =
        lab.send(
            lab.request("api-1", "/product/hot").header("X-Lab-Variant", "xfetch-lease").build());
    assertThat(json(byHeader).getString("strategy")).isEqualTo("xfetch-lease");
    var unknown = json(expect(422, lab.get("api-1", "/product/hot?strategy=magic")));
    assertThat(unknown.getString("name")).isEqualTo("strategy");
    assertThat(unknown.getString("allowed")).contains("singleflight");
  }

  @Test
  void thePriceOfAProductIsAWholeNumberInItsRange() {
    for (var body : List.of("{\"price_cents\":-1}", "{\"price_cents\":100000001}", "{}")) {
      expect(422, lab.send("PUT", "api-1", "/product/p1", body));
    }
    expect(422, lab.send("PUT", "api-1", "/product/p1", "{\"price_cents\":\"1\"}"));
    expect(400, lab.send("PUT", "api-1", "/product/p1", "no json"));
    expect(404, lab.send("PUT", "api-1", "/product/nothing", "{\"price_cents\":1}"));
    expect(200, lab.send("PUT", "api-1", "/product/p1", "{\"price_cents\":0}"));
  }

  @Test
  void valuesAreDeletedOneByOneAndAllTogether() {
    for (var id : List.of("p1", "p2", "p3")) {
      expect(200, lab.get("api-1", Variant.NAIVE, id));
    }
    expect(200, lab.send("DELETE", "api-2", "/cache/p1", ""));
    assertThat(json(lab.get("api-1", "/admin/stats")).getInteger("cached")).isEqualTo(2);
    var deleted = json(expect(200, lab.send("DELETE", "api-3", "/cache", "")));
    assertThat(deleted.getInteger("deleted")).isEqualTo(2);
    assertThat(status(lab.get("api-1", Variant.NAIVE, "p2"))).isEqualTo("miss");
  }

  @Test
  void manyValuesAreWrittenTogether() {
    var ids = new JsonObject().put("ids", new JsonArray().add("p1").add("p2").add("nothing"));
    var stored = json(expect(200, lab.send("POST", "api-1", "/cache/warm-up", ids.encode())));
    assertThat(stored.getInteger("stored")).isEqualTo(3);
    assertThat(status(lab.get("api-2", Variant.NAIVE, "p2"))).isEqualTo("hit");
    expect(422, lab.send("POST", "api-1", "/cache/warm-up", "{\"ids\":[]}"));
    expect(422, lab.send("POST", "api-1", "/cache/warm-up", "{}"));
    expect(400, lab.send("POST", "api-1", "/cache/warm-up", "{\"ids\":[\"a b\"]}"));
    expect(400, lab.send("POST", "api-1", "/cache/warm-up", "{\"ids\":[null]}"));
  }

  @Test
  void statisticsCountHitsAndMissesOfRedis() {
    var before = json(lab.get("api-1", "/admin/stats"));
    lab.get("api-1", Variant.NAIVE, "p5");
    lab.get("api-1", Variant.NAIVE, "p5");
    var after = json(lab.get("api-1", "/admin/stats"));
    assertThat(after.getLong("redis_misses") - before.getLong("redis_misses")).isEqualTo(1);
    assertThat(after.getLong("redis_hits") - before.getLong("redis_hits")).isEqualTo(1);
    assertThat(after.getInteger("concurrent_loads")).isZero();
    assertThat(after.getString("strategy")).isEqualTo("naive");
    assertThat(after.getString("redis")).isEqualTo("up");
  }

  @Test
  void theVariantIsChangedEverywhere() {
    expect(200, lab.send("PUT", "api-2", "/admin/variant", "{\"strategy\":\"owner\"}"));
    for (var api : Owners.NAMES) {
      assertThat(json(lab.get(api, "/admin/config")).getString("strategy")).isEqualTo("owner");
    }
    expect(422, lab.send("PUT", "api-2", "/admin/variant", "{\"strategy\":\"magic\"}"));
    expect(422, lab.send("PUT", "api-2", "/admin/variant", "{}"));
  }

  @Test
  void aChangeOfTheConfigurationIsAllOrNothing() {
    expect(200, lab.send("PATCH", "api-1", "/admin/config", "{\"ttl_ms\":7000,\"beta\":2}"));
    expect(422, lab.send("PATCH", "api-1", "/admin/config", "{\"ttl_ms\":8000,\"beta\":99}"));
    assertThat(json(lab.get("api-3", "/admin/config")).getInteger("ttl_ms")).isEqualTo(7000);
    expect(422, lab.send("PATCH", "api-1", "/admin/config", "{\"unknown\":1}"));
    expect(400, lab.send("PATCH", "api-1", "/admin/config", "[]"));
  }

  @Test
  void aLeaseShorterThanTwoLoadsIsWarnedOf() {
    lab.knobs(new JsonObject().put("extra_ms", 150).put("lease_ttl_ms", 200));
    expect(200, lab.get("api-1", Variant.NAIVE, "hot"));
    var warnings = json(lab.get("api-1", "/admin/config")).getJsonArray("warnings");
    assertThat(warnings).hasSize(1);
    assertThat(warnings.getString(0)).startsWith("lease_ttl_ms is 200, less than two loads of ");
  }

  @ParameterizedTest
  @CsvSource({
    "ttl_ms, 99, 3600001",
    "stale_ms, -1, 3600001",
    "extra_ms, -1, 10001",
    "db_pool, 0, 51",
    "db_queue, -1, 100001",
    "lock_ttl_ms, 99, 60001",
    "lease_ttl_ms, 99, 60001",
    "wait_ms, -1, 30001",
    "beta, 0.009, 10.1",
    "ttl_jitter, -0.1, 0.91",
    "herd_threshold, 0, 1001",
    "load_limit, 0, 51"
  })
  void aKnobOutOfItsRangeIsRefused(String name, double low, double high) {
    for (double value : new double[] {low, high}) {
      var json = value == Math.rint(value) ? "" + (long) value : "" + value;
      var body = "{\"" + name + "\":" + json + "}";
      var problem = json(expect(422, lab.send("PUT", "api-1", "/admin/knobs", body)));
      assertThat(problem.getString("name")).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource({"strategy, nobody", "lock_release, maybe"})
  void aKnobThatIsAChoiceTakesNothingElse(String name, String value) {
    var body = new JsonObject().put(name, value).encode();
    assertThat(json(expect(422, lab.send("PUT", "api-1", "/admin/knobs", body))).getString("name"))
        .isEqualTo(name);
  }

  @Test
  void theWireNamesOfTheStrategiesAreThoseOfTheDocuments() {
    assertThat(Arrays.stream(Variant.values()).map(Knob::wireName))
        .containsExactly(
            "naive",
            "singleflight",
            "lock",
            "lease",
            "owner",
            "xfetch",
            "xfetch-singleflight",
            "xfetch-lease",
            "swr",
            "yours");
  }

  @Test
  void unknownPathsAndMethodsAreTold() {
    expect(404, lab.get("api-1", "/products"));
    assertThat(
            expect(405, lab.send("POST", "api-1", "/product/hot", "{}"))
                .headers()
                .firstValue("Allow"))
        .contains("GET, PUT");
    expect(405, lab.send("POST", "api-1", "/admin/variant", "{}"));
  }
}
