package io.distributedlab.week46;

import static io.distributedlab.week46.Lab46.expect;
import static io.distributedlab.week46.Lab46.join;
import static io.distributedlab.week46.Lab46.json;
import static io.distributedlab.week46.Lab46.until;
import static io.distributedlab.week46.Lab46.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What each strategy does and does not do, on real replicas. */
class VariantsTest {
  private static final String ONE = "coordinator-1";
  private static final String TWO = "coordinator-2";

  private static Lab46 lab;
  private static int tests;

  /** One per test: a write that was held up in the one before is no matter. */
  private String key = "";

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
    key = "key-" + tests++;
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void writesAreReadOverwrittenAndDeletedThroughBothCoordinators(Strategy strategy) {
    lab.quorum(4, 3, 3);
    expect(404, lab.get(ONE, strategy, key));
    var first = expect(200, lab.put(ONE, strategy, key, "1"));
    assertThat(json(first).getString("outcome")).isEqualTo("stored");
    assertThat(json(first).getBoolean("quorum_met")).isTrue();
    assertThat(json(expect(200, lab.get(TWO, strategy, key))).getString("value")).isEqualTo("1");
    var second = expect(200, lab.put(TWO, strategy, key, "2"));
    assertThat(version(second).newerThan(version(first))).isTrue();
    var read = expect(200, lab.get(ONE, strategy, key));
    assertThat(json(read).getString("value")).isEqualTo("2");
    assertThat(version(read)).isEqualTo(version(second));
    var deleted = expect(200, lab.delete(ONE, strategy, key));
    var missing = expect(404, lab.get(TWO, strategy, key));
    assertThat(version(missing)).isEqualTo(version(deleted));
  }

  @ParameterizedTest
  @EnumSource(
      value = Strategy.class,
      mode = Mode.EXCLUDE,
      names = {"WAIT_ALL", "TARGETED", "SLOPPY"})
  void threeOfFiveDoNotWaitForTwoThatHang(Strategy strategy) {
    lab.fault("replica-4", "hang", true);
    lab.fault("replica-5", "hang", true);
    var written = json(expect(200, lab.put(ONE, strategy, key, "v")));
    assertThat(written.getDouble("latency_ms")).isLessThan(900);
    assertThat(written.getJsonArray("replicas"))
        .containsExactlyInAnyOrder("replica-1", "replica-2", "replica-3");
    assertThat(json(expect(200, lab.get(ONE, strategy, key))).getString("value")).isEqualTo("v");
  }

  @Test
  void waitAllWaitsForThemUntilTheTimeout() {
    lab.knobs(new JsonObject().put("replica_timeout_ms", 300));
    lab.fault("replica-4", "hang", true);
    var written = json(expect(200, lab.put(ONE, Strategy.WAIT_ALL, key, "v")));
    assertThat(written.getDouble("latency_ms")).isGreaterThanOrEqualTo(299);
    assertThat(written.getJsonArray("replicas")).hasSize(4);
  }

  @Test
  void aQuorumThatCannotBeMetIsRefusedAtOnceAndMayStillHaveBeenWritten() {
    for (var replica : new String[] {"replica-1", "replica-2", "replica-3"}) {
      lab.fault(ONE, "link." + replica, "cut");
    }
    var refused = json(expect(503, lab.put(ONE, Strategy.FIRST_K, key, "v")));
    assertThat(refused.getString("type")).endsWith("quorum-not-met");
    assertThat(refused.getString("outcome")).isEqualTo("indeterminate");
    assertThat(refused.getInteger("needed")).isEqualTo(3);
    assertThat(refused.getInteger("acks")).isLessThan(3);
    until(() -> lab.holding(key, "v") == 2);
    var read = json(expect(503, lab.get(ONE, Strategy.FIRST_K, key)));
    assertThat(read.getString("outcome")).isEqualTo("no-effect");
    lab.quorum(5, 5, 3);
    assertThat(json(expect(200, lab.get(TWO, Strategy.FIRST_K, key))).getString("value"))
        .as("the write that was refused appears")
        .isEqualTo("v");
  }

  @Test
  void aDroppedMessageIsWaitedForUntilTheTimeout() {
    lab.knobs(new JsonObject().put("replica_timeout_ms", 200));
    Replicas.NAMES.forEach(replica -> lab.fault(ONE, "link." + replica, "drop"));
    expect(503, lab.put(ONE, Strategy.FIRST_K, key, "v"));
    assertThat(lab.holding(key, "v")).isZero();
    Replicas.NAMES.forEach(replica -> lab.fault(ONE, "link." + replica, "lose-reply"));
    var refused = json(expect(503, lab.put(ONE, Strategy.FIRST_K, key, "v")));
    assertThat(refused.getInteger("acks")).isZero();
    assertThat(lab.holding(key, "v")).as("none has acknowledged, all have it").isEqualTo(5);
  }

  @Test
  void aWriteThatIsLateIsStillAWrite() {
    lab.fault("replica-1", "hang", true);
    expect(200, lab.put(ONE, Strategy.FIRST_K, key, "v"));
    until(() -> lab.holding(key, "v") == 4);
    lab.fault("replica-1", "hang", false);
    until(() -> lab.holding(key, "v") == 5);
  }

  @Test
  void targetedSendsToWReplicasAndToTheOthersLater() {
    lab.quorum(5, 1, 2);
    lab.knobs(new JsonObject().put("lag_ms", 2000));
    var written = json(expect(200, lab.put(ONE, Strategy.TARGETED, key, "v")));
    assertThat(written.getJsonArray("replicas")).hasSize(2);
    assertThat(lab.holding(key, "v")).isEqualTo(2);
    assertThat(lab.metric(ONE, "quorum_late")).isEqualTo(1);
    until(() -> lab.holding(key, "v") == 5);
  }

  @Test
  void readRepairMendsReplicasThatAreBehind() {
    expect(200, lab.put(ONE, Strategy.WAIT_ALL, key, "old"));
    plantNewer("replica-2", key, "new");
    until(
        () -> {
          expect(200, lab.get(ONE, Strategy.READ_REPAIR, key));
          return lab.holding(key, "new") == 5;
        });
    assertThat(lab.metric(ONE, "quorum_repairs_total")).isGreaterThanOrEqualTo(4);
  }

  @Test
  void firstKLeavesThemBehind() {
    expect(200, lab.put(ONE, Strategy.WAIT_ALL, key, "old"));
    plantNewer("replica-2", key, "new");
    lab.quorum(5, 5, 3);
    for (int i = 0; i < 10; i++) {
      var read = json(expect(200, lab.get(ONE, Strategy.FIRST_K, key)));
      assertThat(read.getString("value")).isEqualTo("new");
      assertThat(read.getBoolean("had_conflicts")).isTrue();
    }
    assertThat(lab.holding(key, "new")).isEqualTo(1);
  }

  @Test
  void abdWritesBackBeforeItReturnsAndThenReadsInOneRound() {
    expect(200, lab.put(ONE, Strategy.WAIT_ALL, key, "old"));
    plantNewer("replica-2", key, "new");
    lab.quorum(5, 5, 3);
    var first = json(expect(200, lab.get(ONE, Strategy.ABD, key)));
    assertThat(first.getString("value")).isEqualTo("new");
    assertThat(first.getInteger("rounds")).isEqualTo(2);
    assertThat(lab.holding(key, "new")).isGreaterThanOrEqualTo(3);
    until(() -> lab.holding(key, "new") == 5);
    assertThat(json(expect(200, lab.get(ONE, Strategy.ABD, key))).getInteger("rounds"))
        .isEqualTo(1);
  }

  @Test
  void abdNeverMintsATagTwice() {
    var tags = new HashSet<Tag>();
    for (int i = 0; i < 5; i++) {
      var writes =
          IntStream.range(0, 8)
              .mapToObj(w -> lab.putting(w % 2 == 0 ? ONE : TWO, Strategy.ABD, key, "v" + w))
              .toList();
      writes.forEach(write -> assertThat(tags.add(version(expect(200, join(write))))).isTrue());
    }
    assertThat(tags).hasSize(40);
  }

  @Test
  void aWriteThatIsTooOldIsAcknowledgedAsSuperseded() {
    lab.fault(TWO, "clock_offset_ms", -2000);
    lab.knobs(new JsonObject().put("clock", "wall"));
    expect(200, lab.put(ONE, Strategy.WAIT_ALL, key, "first"));
    var second = json(expect(200, lab.put(TWO, Strategy.FIRST_K, key, "second")));
    assertThat(second.getString("outcome")).isEqualTo("superseded");
    assertThat(json(lab.get(TWO, Strategy.FIRST_K, key)).getString("value")).isEqualTo("first");
    assertThat(lab.metric(TWO, "quorum_superseded_total")).isGreaterThanOrEqualTo(1);
  }

  @Test
  void standInsKeepHintsThroughACrashAndDeliverThem() {
    lab.quorum(3, 2, 2);
    lab.knobs(new JsonObject().put("hint_interval_ms", 60_000));
    var order = Rendezvous.order(key, Replicas.NAMES);
    lab.fault(ONE, "link." + order.get(0), "cut");
    lab.fault(ONE, "link." + order.get(1), "cut");
    expect(200, lab.put(ONE, Strategy.SLOPPY, key, "v"));
    until(() -> hints() == 2);
    assertThat(lab.at(order.get(0), key)).isNull();
    lab.kill(order.get(3));
    lab.restart(order.get(3));
    assertThat(hints()).as("they are in its log").isEqualTo(2);
    lab.knobs(new JsonObject().put("hint_interval_ms", 50));
    until(() -> hints() == 0);
    assertThat(lab.at(order.get(0), key)).isNotNull();
    assertThat(lab.at(order.get(1), key)).isNotNull();
    assertThat(lab.at(order.get(3), key)).as("a hint is not an entry").isNull();
  }

  @Test
  void hintsThatAreTooOldAreDropped() {
    var expired = "quorum_hints_expired_total";
    double before = lab.sum(Replicas.NAMES, expired);
    lab.quorum(3, 2, 2);
    lab.knobs(new JsonObject().put("hint_interval_ms", 50).put("hint_ttl_s", 1));
    var home = Rendezvous.order(key, Replicas.NAMES).getFirst();
    lab.fault(ONE, "link." + home, "cut");
    Replicas.NAMES.stream()
        .filter(replica -> !replica.equals(home))
        .forEach(replica -> lab.fault(replica, "link." + home, "cut"));
    expect(200, lab.put(ONE, Strategy.SLOPPY, key, "v"));
    until(() -> hints() == 1);
    until(() -> lab.sum(Replicas.NAMES, expired) == before + 1);
    assertThat(hints()).isZero();
    assertThat(lab.at(home, key)).isNull();
  }

  @Test
  void antiEntropyMakesReplicasEqualInBothDirections() {
    lab.plant("replica-1", "a", "1", new Tag(7, "x"));
    lab.plant("replica-5", "b", "2", new Tag(7, "x"));
    lab.knobs(new JsonObject().put("ae_interval_ms", 50));
    until(() -> lab.holding("a", "1") == 5 && lab.holding("b", "2") == 5);
  }

  @Test
  void antiEntropyKeepsKeysAtTheirHomes() {
    lab.quorum(2, 1, 1);
    var order = Rendezvous.order(key, Replicas.NAMES);
    lab.plant(order.getFirst(), key, "v", new Tag(7, "x"));
    lab.knobs(new JsonObject().put("ae_interval_ms", 50));
    until(() -> lab.holding(key, "v") == 2);
    var taken = "quorum_antientropy_taken_total";
    double before = lab.sum(Replicas.NAMES, taken);
    lab.plant(order.getFirst(), key, "w", new Tag(8, "x"));
    until(() -> lab.holding(key, "w") == 2);
    assertThat(lab.sum(Replicas.NAMES, taken)).isEqualTo(before + 1);
  }

  @Test
  void aReplicaThatCrashesHasWhatItAcknowledgedAndTheKnobsThatHold() {
    lab.knobs(new JsonObject().put("hint_interval_ms", 1234));
    expect(200, lab.put(ONE, Strategy.WAIT_ALL, key, "v"));
    expect(200, lab.delete(ONE, Strategy.WAIT_ALL, "gone"));
    lab.kill("replica-3");
    expect(200, lab.put(ONE, Strategy.FIRST_K, "while-away", "v"));
    lab.restart("replica-3");
    assertThat(lab.at("replica-3", key)).isNotNull();
    assertThat(lab.at("replica-3", "gone")).isNotNull();
    assertThat(lab.at("replica-3", "while-away")).isNull();
    assertThat(
            json(lab.get("replica-3", "/admin/knobs"))
                .getJsonObject("values")
                .getInteger("hint_interval_ms"))
        .isEqualTo(1234);
  }

  @Test
  void withoutFsyncItForgets() {
    lab.knobs(new JsonObject().put("fsync", "never"));
    expect(200, lab.put(ONE, Strategy.WAIT_ALL, key, "v"));
    assertThat(lab.at("replica-3", key)).isNotNull();
    lab.kill("replica-3");
    lab.restart("replica-3");
    assertThat(lab.at("replica-3", key)).isNull();
  }

  @Test
  void nothingIsAcknowledgedBeforeItIsInTheLog() {
    lab.knobs(new JsonObject().put("replica_timeout_ms", 10_000));
    Replicas.NAMES.forEach(replica -> lab.fault(replica, "point.before-force", "pause"));
    var write = lab.putting(ONE, Strategy.FIRST_K, key, "v");
    until(
        () ->
            Replicas.NAMES.stream()
                .allMatch(
                    replica ->
                        lab.get(replica, "/admin/faults/points").body().contains("\"waiting\":1")));
    assertThat(write.isDone()).isFalse();
    assertThat(lab.holding(key, "v")).as("nor can it be read").isZero();
    Replicas.NAMES.forEach(replica -> lab.fault(replica, "point.before-force", "off"));
    expect(200, join(write));
  }

  private static double hints() {
    return lab.sum(Replicas.NAMES, "quorum_hints_pending");
  }

  /** A newer entry at one replica than the one that all have. */
  private static void plantNewer(String replica, String of, String value) {
    var known = version(expect(200, lab.get(ONE, Strategy.FIRST_K, of)));
    lab.plant(replica, of, value, new Tag(known.counter() + 1, "by-hand"));
  }
}
