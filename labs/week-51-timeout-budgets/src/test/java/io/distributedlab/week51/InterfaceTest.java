package io.distributedlab.week51;

import static io.distributedlab.week51.Chain.json;
import static io.distributedlab.week51.Chain.until;
import static io.distributedlab.week51.DeadlineVariant.CANCEL;
import static io.distributedlab.week51.DeadlineVariant.ENFORCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes beside the chain, and what is said about input that is not allowed. */
class InterfaceTest {
  private static Chain chain;

  @BeforeAll
  static void start() {
    chain = new Chain();
  }

  @AfterAll
  static void stop() {
    chain.stop();
  }

  @BeforeEach
  void calm() {
    chain.calm();
  }

  @AfterEach
  void nothingIsLeftBehind() {
    until(chain::atRest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "60001", "1.5", "soon", ""})
  void aBudgetThatIsNotAllowedIsNamed(String budget) {
    for (var path : new String[] {"/api/process", "/api/compare"}) {
      var response = chain.lab.get("frontend", path + "?budget_ms=" + budget);
      assertThat(response.statusCode()).isEqualTo(422);
      assertThat(json(response).getString("name")).isEqualTo("budget_ms");
      assertThat(json(response).getString("allowed"))
          .isEqualTo("a whole number of ms from 1 to 60000");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "X-Timeout-Budget-Ms, soon, 400, bad-deadline",
    "X-Timeout-Budget-Ms, -1, 400, bad-deadline",
    "X-Timeout-Budget-Ms, 1.5, 400, bad-deadline",
    "X-Timeout-Budget-Ms, 86400001, 400, bad-deadline",
    "X-Timeout-Budget-Ms, 0, 504, deadline-exceeded",
    "X-Deadline-Timestamp-Ms, soon, 400, bad-deadline",
    "X-Deadline-Timestamp-Ms, -1, 400, bad-deadline",
    "X-Lab-Truth, soon, 400, malformed",
    "X-Lab-Truth, -1, 400, malformed",
    "X-Admission-Probe, maybe, 422, invalid-value",
    "X-Lab-Variant, teleport, 422, invalid-value",
  })
  void aHeaderThatCannotBeReadIsRefused(String name, String value, int status, String type) {
    for (var service : Chain.SERVICES) {
      var path = service.equals("frontend") ? "/api/process" : OverHttp.PATH;
      var response = chain.lab.get(service, path, name, value);
      assertThat(response.statusCode()).as(service).isEqualTo(status);
      assertThat(json(response).getString("type")).isEqualTo("/problems/" + type);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "variant, '\"teleport\"'",
    "transport, '\"pigeon\"'",
    "budget_ms, 0",
    "budget_ms, 60001",
    "max_budget_ms, 0",
    "max_budget_ms, 600001",
    "hop_allowance_ms, -1",
    "hop_allowance_ms, 501",
    "margin_ms, -1",
    "margin_ms, 1001",
    "est.floor_ms, -1",
    "est.floor_ms, 10001",
    "frontend.work_ms, -1",
    "frontend.work_ms, 10001",
    "a.work_ms, -1",
    "a.work_ms, 10001",
    "b.work_ms, -1",
    "b.work_ms, 10001",
    "c.work_ms, -1",
    "c.work_ms, 10001",
    "c.work_ms, 1.5",
    "a.mode, '\"maybe\"'",
    "b.mode, 1",
    "c.mode, true",
    "c.slow_ms, -1",
    "c.slow_ms, 60001",
    "c.slow_share, -0.1",
    "c.slow_share, 1.1",
    "c.capacity, 0",
    "c.capacity, 1001",
    "c.queue, -1",
    "c.queue, 100001",
    "tries, 0",
    "tries, 6",
    "tries, 1.5",
    "d.work_ms, 1",
  })
  void aKnobThatIsNotAllowedChangesNothing(String knob, String value) {
    var before = knobs("service-c");
    var response =
        chain.lab.put(
            "frontend", "/admin/knobs", "{\"margin_ms\":7,\"" + knob + "\":" + value + "}");
    var asDeadline =
        chain.lab.put("frontend", "/admin/deadline", "{\"" + knob + "\":" + value + "}");
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(asDeadline.statusCode()).isEqualTo(422);
    assertThat(json(asDeadline).getString("name")).isEqualTo(knob);
    assertThat(knobs("service-c")).isEqualTo(before);
  }

  @Test
  void everyKnobHasABadInputTest() {
    assertThat(Week51Knobs.SCHEMA.describe()).hasSize(19);
  }

  @Test
  void aBudgetAboveTheMaximumIsCutAndCounted() {
    chain.knobs("{\"max_budget_ms\":3000}");
    var clamped = chain.metric("frontend", "deadline_clamped_total");
    var reply = json(chain.process(ENFORCE, 50_000));
    assertThat(reply.getLong("received_budget_ms")).isEqualTo(50_000);
    assertThat(reply.getJsonObject("downstream").getLong("received_budget_ms")).isLessThan(3000);
    assertThat(chain.metric("frontend", "deadline_clamped_total")).isEqualTo(clamped + 1);
  }

  @Test
  void aHeaderOfTheClientCanShortenItsBudget() {
    var reply = json(chain.process(ENFORCE, 5000, "X-Timeout-Budget-Ms", "3000"));
    assertThat(reply.getLong("received_budget_ms")).isEqualTo(3000);
  }

  @Test
  void aMalformedTimestampIsCounted() {
    var malformed = chain.metric("service-b", "deadline_malformed_total");
    chain.lab.get("service-b", OverHttp.PATH, Absolute.HEADER, "soon");
    assertThat(chain.metric("service-b", "deadline_malformed_total")).isEqualTo(malformed + 1);
  }

  @Test
  void aFullQueueIs503AtServiceCAnd502InFrontOfIt() {
    chain.knobs("{\"c.capacity\":1,\"c.queue\":0,\"c.work_ms\":10000}");
    var working = chain.processing(CANCEL, 60_000);
    until(() -> chain.busy() == 1);
    var direct = chain.lab.get("service-c", OverHttp.PATH);
    assertThat(direct.statusCode()).isEqualTo(503);
    assertThat(direct.headers().firstValue("Retry-After")).hasValue("1");
    var through = chain.process(ENFORCE, 5000);
    assertThat(through.statusCode()).isEqualTo(502);
    assertThat(json(through).getString("hop")).isEqualTo("service-c");
    working.cancel(true);
  }

  @Test
  void aBrokenServiceIsNamedIn502() {
    chain.fault("service-c", "{\"error_rate\":1}");
    var response = chain.process(ENFORCE, 5000);
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(json(response).getString("hop")).isEqualTo("service-c");
  }

  @Test
  void aHangingServiceIsNamedBySomebodyWhoWaits() {
    chain.fault("service-c", "{\"hang\":true}");
    var response = chain.process(ENFORCE, 300);
    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(json(response).getString("service")).isEqualTo("service-b");
    assertThat(json(response).getString("hop")).isEqualTo("service-c");
  }

  @Test
  void compareRunsBothWaysAndChangesNothing() {
    chain.knobs("{\"c.slow_ms\":400}");
    var before = knobs("frontend");
    var comparison = json(chain.lab.get("frontend", "/api/compare?budget_ms=250"));
    assertThat(comparison.getLong("budget_ms")).isEqualTo(250);
    var fixed = comparison.getJsonObject("fixed");
    assertThat(fixed.getInteger("status")).isEqualTo(200);
    assertThat(fixed.getBoolean("in_time")).isFalse();
    assertThat(fixed.getLong("elapsed_ms")).isGreaterThan(500);
    var budget = comparison.getJsonObject("budget");
    assertThat(budget.getString("variant")).isEqualTo("enforce");
    assertThat(budget.getInteger("status")).isEqualTo(504);
    assertThat(budget.getJsonObject("problem").getString("service")).isEqualTo("service-c");
    assertThat(knobs("frontend")).isEqualTo(before);
  }

  @Test
  void theConfigOfAServiceIsAViewOfItsKnobs() {
    var changed = post("service-b", "/admin/config", "{\"work_ms\":7,\"mode\":\"ignore\"}");
    var expected =
        new JsonObject().put("service", "service-b").put("work_ms", 7).put("mode", "ignore");
    assertThat(changed).isEqualTo(expected);
    assertThat(json(chain.lab.get("service-b", "/admin/config"))).isEqualTo(expected);
    assertThat(knobs("frontend").getInteger("b.work_ms")).isEqualTo(7);
  }

  @Test
  void theModeOfTheFrontendIsAVariant() {
    assertThat(post("frontend", "/admin/config", "{\"mode\":\"fixed\",\"work_ms\":9}"))
        .isEqualTo(
            new JsonObject().put("service", "frontend").put("work_ms", 9).put("mode", "fixed"));
    assertThat(knobs("service-c").getString("variant")).isEqualTo("fixed");
    post("frontend", "/admin/config", "{\"mode\":\"budget\"}");
    assertThat(knobs("service-c").getString("variant")).isEqualTo("admit");
  }

  @ParameterizedTest
  @CsvSource({
    "frontend, /admin/config, '{\"mode\":\"propagate\"}'",
    "frontend, /admin/config, '{\"work\":1}'",
    "service-a, /admin/config, '{\"mode\":\"fixed\"}'",
    "service-a, /admin/config, '{\"work_ms\":-1}'",
    "service-c, /admin/slow-mode, '{\"ms\":800}'",
    "service-c, /admin/slow-mode, '{\"enabled\":\"yes\"}'",
    "service-c, /admin/slow-mode, '{\"enabled\":true,\"ms\":60001}'",
    "service-c, /admin/slow-mode, '{\"enabled\":true,\"slow\":1}'",
  })
  void settingsThatAreNotAllowedAre422(String service, String path, String json) {
    var before = knobs(service);
    assertThat(chain.send("POST", service, path, json).statusCode()).isEqualTo(422);
    assertThat(chain.send("POST", service, path, "{").statusCode()).isEqualTo(400);
    assertThat(knobs(service)).isEqualTo(before);
  }

  @Test
  void slowModeIsASwitchForAKnob() {
    assertThat(post("service-c", "/admin/slow-mode", "{\"enabled\":true}").getInteger("ms"))
        .isEqualTo(800);
    assertThat(knobs("frontend").getInteger("c.slow_ms")).isEqualTo(800);
    chain.knobs("{\"c.slow_ms\":60}");
    var slow = chain.metric("service-c", "c_slow_requests_total");
    assertThat(chain.process(ENFORCE, 5000).statusCode()).isEqualTo(200);
    assertThat(chain.metric("service-c", "c_slow_requests_total")).isEqualTo(slow + 1);
    post("service-c", "/admin/slow-mode", "{\"enabled\":false,\"ms\":300}");
    assertThat(json(chain.lab.get("service-c", "/admin/slow-mode")))
        .isEqualTo(new JsonObject().put("enabled", false).put("ms", 0));
  }

  @Test
  void aDeadlineSettingReachesAllServices() {
    var changed = chain.lab.put("frontend", "/admin/deadline", "{\"variant\":\"cancel\"}");
    assertThat(changed.statusCode()).isEqualTo(200);
    for (var service : Chain.SERVICES) {
      assertThat(knobs(service).getString("variant")).isEqualTo("cancel");
    }
    JsonArray declared = json(chain.lab.get("frontend", "/admin/deadline")).getJsonArray("knobs");
    assertThat(declared).hasSize(19);
  }

  private static JsonObject post(String service, String path, String json) {
    var response = chain.send("POST", service, path, json);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  private static JsonObject knobs(String service) {
    return json(chain.lab.get(service, "/admin/knobs")).getJsonObject("values");
  }
}
