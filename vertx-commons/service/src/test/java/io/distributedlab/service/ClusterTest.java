package io.distributedlab.service;

import static io.distributedlab.service.TestService.await;
import static io.distributedlab.service.TestService.get;
import static io.distributedlab.service.TestService.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.knobs.Knobs.Version;
import io.distributedlab.service.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two services on one clustered bus: messages, and knobs that change on both at once. */
class ClusterTest {
  record Question(int number) {}

  record Answer(int number, String by) {}

  static final Knob<Integer> SPEED = Knob.integer("speed", 1, 0, 100, "");
  static final Directory DIRECTORY = TestService.freePorts("one", "two");
  static final Map<String, Integer> BUS_PORTS =
      Map.of("one", TestService.freePort(), "two", TestService.freePort());
  static final Promise<Integer> HEARD = Promise.promise();

  static Service one;
  static Service two;

  @BeforeAll
  static void start() {
    one = start("one");
    two = start("two");
    await(
        two.bus()
            .serve(
                "double",
                Question.class,
                q -> Future.succeededFuture(new Answer(2 * q.message().number(), "two"))));
    await(
        two.bus()
            .serve("refuse", Question.class, q -> Future.failedFuture(Problem.conflict("no"))));
    await(two.bus().serve("never", Question.class, q -> Promise.<Answer>promise().future()));
    await(
        two.bus()
            .subscribe(
                "event",
                Question.class,
                e -> {
                  HEARD.tryComplete(e.number());
                  return Future.succeededFuture();
                }));
  }

  @AfterAll
  static void stop() {
    await(two.stop());
    await(one.stop());
  }

  private static Service start(String name) {
    var members = BUS_PORTS.values().stream().map(port -> "127.0.0.1:" + port).toList();
    var cluster =
        new ClusterConfig(
            "127.0.0.1", BUS_PORTS.getOrDefault(name, 0), members, BUS_PORTS.keySet());
    return TestService.start(
        name, DIRECTORY, KnobSchema.of(SPEED), cluster, Telemetry.off(name), s -> {});
  }

  @Test
  void aRequestIsAnsweredByTheOtherService() {
    assertThat(await(one.bus().request("double", new Question(21), Answer.class)))
        .isEqualTo(new Answer(42, "two"));
  }

  @Test
  void anEventArrives() {
    one.bus().publish("event", new Question(7));
    assertThat(await(HEARD.future())).isEqualTo(7);
  }

  @Test
  void theOtherSidesProblemComesBack() {
    assertThat(problem("refuse").status()).isEqualTo(409);
    assertThat(problem("refuse").detail()).isEqualTo("no");
  }

  @Test
  void nobodyThereIs502AndNoAnswerInTimeIs504() {
    assertThat(problem("nobody").status()).isEqualTo(502);
    assertThat(problem("never").status()).isEqualTo(504);
  }

  @Test
  void aChangeIsOnAllInstancesWhenThePutAnswers() {
    for (var speed : List.of(10, 20, 30)) {
      assertThat(put(one, "/admin/knobs", "{\"speed\":" + speed + "}").statusCode()).isEqualTo(200);
      assertThat(two.knobs().get(SPEED)).isEqualTo(speed);
      assertThat(put(two, "/admin/knobs", "{\"speed\":" + (speed + 1) + "}").statusCode())
          .isEqualTo(200);
      assertThat(one.knobs().get(SPEED)).isEqualTo(speed + 1);
    }
    assertThat(get(one, "/admin/knobs").body()).isEqualTo(get(two, "/admin/knobs").body());
  }

  @Test
  void anOlderVersionIsIgnored() {
    put(one, "/admin/knobs", "{\"speed\":50}");
    var old = new Version(one.knobs().version().counter() - 1, "two");
    one.knobs().adopt(old, new JsonObject().put("speed", 3));
    assertThat(one.knobs().get(SPEED)).isEqualTo(50);
  }

  @Test
  void anInstanceThatStartsLaterHasWhatTheOthersHave() {
    put(one, "/admin/knobs", "{\"speed\":60}");
    var cluster =
        new ClusterConfig(
            "127.0.0.1",
            TestService.freePort(),
            BUS_PORTS.values().stream().map(port -> "127.0.0.1:" + port).toList(),
            List.of("one", "two", "late"));
    var late =
        TestService.start(
            "late",
            TestService.freePorts("one", "two", "late"),
            KnobSchema.of(SPEED),
            cluster,
            Telemetry.off("late"),
            s -> {});
    assertThat(late.knobs().get(SPEED)).isEqualTo(60);
    assertThat(late.knobs().version()).isEqualTo(one.knobs().version());
    await(late.stop());
  }

  private static Problem problem(String address) {
    var answer =
        one.bus()
            .request(address, new Question(1), Answer.class, Duration.ofMillis(200))
            .map(a -> Problem.of(200, "none", "answered"))
            .recover(failure -> Future.succeededFuture((Problem) failure));
    return await(answer);
  }
}
