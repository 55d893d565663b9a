package io.distributedlab.week46;

import static io.distributedlab.week46.Lab46.expect;
import static io.distributedlab.week46.Lab46.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the services answer, to good questions and to bad ones. */
class InterfaceTest {
  private static Lab46 lab;

  @BeforeAll
  static void start() {
    lab = new Lab46();
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
  void anAnswerSaysWhatHappened() {
    var response = expect(200, lab.put("coordinator-1", Strategy.FIRST_K, "k", "v"));
    var write = json(response);
    assertThat(write.fieldNames())
        .containsExactlyInAnyOrder(
            "key",
            "version",
            "outcome",
            "replicas",
            "quorum_met",
            "latency_ms",
            "op_id",
            "trace_id");
    assertThat(response.headers().firstValue("X-Trace-Id")).hasValue(write.getString("trace_id"));
    assertThat(write.getString("version")).matches("\\d+@coordinator-1");
    var read = json(expect(200, lab.get("coordinator-2", Strategy.FIRST_K, "k")));
    assertThat(read.getString("value")).isEqualTo("v");
    assertThat(read.getString("version")).isEqualTo(write.getString("version"));
    assertThat(read.getInteger("rounds")).isEqualTo(1);
    assertThat(read.getJsonArray("replicas")).hasSize(3);
  }

  @Test
  void theQuorumIsShownAndChangedOnAllServices() {
    var before = json(expect(200, lab.get("coordinator-1", "/admin/quorum")));
    assertThat(before.getMap())
        .containsEntry("n", 5)
        .containsEntry("r", 3)
        .containsEntry("w", 3)
        .containsEntry("strategy", "first-k")
        .containsEntry("formula", "R+W > N")
        .containsEntry("overlaps", true)
        .containsEntry("margin", 1);
    var after = json(expect(200, quorum("{\"r\":1,\"w\":2,\"strategy\":\"targeted\"}")));
    assertThat(after.getMap()).containsEntry("overlaps", false).containsEntry("margin", -2);
    assertThat(after.getDouble("stale_probability")).isCloseTo(0.6, within(1e-9));
    assertThat(lab.get("coordinator-2", "/admin/quorum").body()).isEqualTo(after.encode());
    assertThat(lab.metric("coordinator-2", "quorum_config", "param=\"margin\"")).isEqualTo(-2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'n':6}|422|n",
        "{'n':0}|422|n",
        "{'r':0}|422|r",
        "{'w':6}|422|w",
        "{'n':2}|422|r",
        "{'n':3,'w':4}|422|w",
        "{'strategy':'raft'}|422|strategy",
        "{'clock':'sun'}|422|clock",
        "{'replica_timeout_ms':9}|422|replica_timeout_ms",
        "{'lag_ms':5001}|422|lag_ms",
        "{'strategy':'sloppy'}|422|n",
        "{'quorum':3}|422|quorum",
        "{'fsync':'never'}|422|fsync",
        "{'r':'3'}|422|r"
      })
  void badQuorumsAreNamedAndChangeNothing(String body, int status, String name) {
    var problem = json(expect(status, quorum(body.replace('\'', '"'))));
    assertThat(problem.getString("name")).isEqualTo(name);
    assertThat(problem.getString("allowed")).isNotEmpty();
    assertThat(json(lab.get("coordinator-2", "/admin/quorum")).getInteger("n")).isEqualTo(5);
  }

  @Test
  void abdWithoutOverlapIsAConflictWhereverItIsAskedFor() {
    var refused = json(expect(409, quorum("{\"strategy\":\"abd\",\"r\":2}")));
    assertThat(refused.getString("type")).endsWith("no-overlap");
    lab.quorum(5, 2, 3);
    expect(409, lab.put("coordinator-1", Strategy.ABD, "k", "v"));
    expect(409, lab.get("coordinator-1", Strategy.ABD, "k"));
    expect(409, lab.send("POST", "coordinator-1", checks("abd"), ""));
  }

  @Test
  void sloppyNeedsAStandIn() {
    var refused = json(expect(422, lab.put("coordinator-1", Strategy.SLOPPY, "k", "v")));
    assertThat(refused.getString("name")).isEqualTo("n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"hint_interval_ms\":49}",
        "{\"hint_ttl_s\":0}",
        "{\"ae_interval_ms\":-1}",
        "{\"fsync\":\"sometimes\"}",
        "{\"latency_scale\":-0.1}",
        "{\"r\":4,\"n\":3}"
      })
  void badKnobsChangeNothing(String bad) {
    expect(422, lab.send("PUT", "replica-3", "/admin/knobs", bad));
    assertThat(json(lab.get("replica-1", "/admin/knobs")).getJsonObject("values"))
        .isEqualTo(Week46Knobs.SCHEMA.initial().toJson().put("latency_scale", 0));
  }

  @Test
  void keysAndValuesHaveLimits() {
    var longest = "k".repeat(256);
    expect(200, lab.put("coordinator-1", Strategy.FIRST_K, longest, "v".repeat(65_536)));
    assertThat(
            json(expect(422, lab.put("coordinator-1", Strategy.FIRST_K, longest + "k", "v")))
                .getString("name"))
        .isEqualTo("key");
    assertThat(
            json(expect(422, lab.put("coordinator-1", Strategy.FIRST_K, "k", "v".repeat(65_537))))
                .getString("name"))
        .isEqualTo("value");
    expect(422, lab.get("coordinator-1", Strategy.FIRST_K, longest + "k"));
    expect(422, lab.delete("coordinator-1", Strategy.FIRST_K, longest + "k"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json|400",
        "[]|422",
        "{}|422",
        "{\"value\":null}|422",
        "{\"value\":[]}|422",
        "{\"value\":\"v\",\"ttl\":1}|422"
      })
  void badBodiesAreRefused(String body, int status) {
    expect(status, lab.send("PUT", "coordinator-1", "/kv/bad", body));
    expect(404, lab.get("coordinator-1", Strategy.FIRST_K, "bad"));
  }

  @Test
  void badHeadersQueriesPathsAndMethods() {
    var response = lab.running.get("coordinator-1", "/kv/k", "X-Lab-Variant", "paxos");
    assertThat(json(expect(422, response)).getString("name")).isEqualTo("strategy");
    for (var iterations : new String[] {"0", "1001", "many"}) {
      expect(
          422,
          lab.send(
              "POST", "coordinator-1", "/checks/read-your-writes?iterations=" + iterations, ""));
    }
    expect(404, lab.get("coordinator-1", "/kv"));
    assertThat(
            expect(405, lab.send("POST", "coordinator-1", "/kv/k", "{}"))
                .headers()
                .firstValue("Allow"))
        .hasValue("DELETE, GET, PUT");
  }

  @Test
  void aReplicaTakesWhatIsNewerAndSaysWhatIsNot() {
    lab.plant("replica-1", "k", "new", new Tag(5, "rogue"));
    var older =
        json(expect(200, rogue("replica-1", "{\"value\":\"old\",\"version\":\"4@rogue\"}")));
    assertThat(older.getString("outcome")).isEqualTo("superseded");
    assertThat(older.getString("version")).isEqualTo("5@rogue");
    expect(422, rogue("replica-1", "{\"value\":\"v\",\"version\":\"new\"}"));
    expect(422, rogue("replica-1", "{\"value\":\"v\"}"));
    expect(422, rogue("replica-1", "{\"value\":\"v\",\"version\":null}"));
    expect(422, rogue("replica-1", "{\"value\":null,\"version\":\"9@rogue\"}"));
    var data = json(expect(200, lab.get("replica-1", "/data")));
    assertThat(data.getInteger("keys")).isEqualTo(1);
    assertThat(data.getJsonArray("entries").getJsonObject(0).getString("value")).isEqualTo("new");
    expect(204, lab.send("DELETE", "replica-1", "/data", ""));
    expect(404, lab.get("replica-1", "/kv/k"));
  }

  @Test
  void aRogueVersionWinsAReadThatSeesIt() {
    expect(200, lab.put("coordinator-1", Strategy.WAIT_ALL, "k", "v"));
    lab.plant("replica-1", "k", "rogue", new Tag(999_999_999_999_999_999L, "rogue"));
    lab.quorum(5, 5, 3);
    var read = json(expect(200, lab.get("coordinator-1", Strategy.FIRST_K, "k")));
    assertThat(read.getString("value")).isEqualTo("rogue");
    assertThat(read.getBoolean("had_conflicts")).isTrue();
    var newer = json(expect(200, lab.put("coordinator-1", Strategy.FIRST_K, "k", "w")));
    assertThat(newer.getString("version")).as("clocks do not believe it").hasSizeLessThan(33);
    assertThat(json(lab.get("coordinator-1", Strategy.FIRST_K, "k")).getString("value"))
        .isEqualTo("rogue");
    expect(200, lab.put("coordinator-1", Strategy.ABD, "k", "resolved"));
    assertThat(json(lab.get("coordinator-1", Strategy.FIRST_K, "k")).getString("value"))
        .isEqualTo("resolved");
  }

  @Test
  void theOverviewSaysWhoAnswersAndWhatThatIsEnoughFor() {
    assertThat(json(expect(200, lab.get("coordinator-1", "/replicas"))).getInteger("healthy"))
        .isEqualTo(5);
    lab.quorum(5, 2, 4);
    lab.fault("replica-2", "error_rate", 1);
    lab.fault("coordinator-1", "link.replica-3", "cut");
    var overview = json(expect(200, lab.get("coordinator-1", "/replicas")));
    assertThat(overview.getInteger("healthy")).isEqualTo(3);
    assertThat(overview.getBoolean("can_read")).isTrue();
    assertThat(overview.getBoolean("can_write")).isFalse();
    assertThat(json(lab.get("coordinator-2", "/replicas")).getInteger("healthy")).isEqualTo(4);
    assertThat(lab.metric("coordinator-1", "quorum_replicas_active")).isEqualTo(3);
  }

  @Test
  void theSelfCheckCountsWhatItReadsBack() {
    var good = json(expect(200, lab.send("POST", "coordinator-1", checks("first-k"), "")));
    assertThat(good.getMap())
        .containsEntry("iterations", 5)
        .containsEntry("writes", 5)
        .containsEntry("reads", 5)
        .containsEntry("matches", 5)
        .containsEntry("match_rate", 1.0);
    assertThat(good.getJsonArray("errors")).isEmpty();
    Replicas.NAMES.forEach(replica -> lab.fault(replica, "error_rate", 1));
    var bad = json(expect(200, lab.send("POST", "coordinator-1", checks("first-k"), "")));
    assertThat(bad.getInteger("writes")).isZero();
    assertThat(bad.getJsonArray("errors")).hasSize(5);
  }

  @Test
  void theSelfCheckSeesStaleReads() {
    lab.quorum(5, 1, 1);
    lab.knobs(new JsonObject().put("lag_ms", 1000).put("strategy", "targeted"));
    var report =
        json(expect(200, lab.get("coordinator-1", "/checks/read-your-writes?iterations=50")));
    // 10 matches are expected, standard deviation 2.8
    assertThat(report.getInteger("matches")).isBetween(0, 24);
    assertThat(report.getJsonArray("errors")).hasSize(10);
    assertThat(lab.metric("coordinator-1", "quorum_stale_reads_total")).isGreaterThan(20);
  }

  private static HttpResponse<String> quorum(String json) {
    return lab.send("PUT", "coordinator-1", "/admin/quorum", json);
  }

  private static HttpResponse<String> rogue(String replica, String json) {
    return lab.send("PUT", replica, "/kv/k", json);
  }

  /** The check, with the strategy set as the knobs say: knobs do not ask for an overlap. */
  private static String checks(String strategy) {
    lab.knobs(new JsonObject().put("strategy", strategy));
    return "/checks/read-your-writes?iterations=5";
  }
}
