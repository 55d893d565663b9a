package io.distributedlab.runner.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.runner.exercise.Journal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The experiment and the exercises, as the runner's server offers them to a page. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
class LearningTest {
  private static final String EXPERIMENT = "/admin/experiment";
  private static final String EXERCISES = "/admin/exercises";

  @TempDir static Path home = Path.of("");
  private Console console;

  @BeforeAll
  void start() throws Exception {
    Launcher.writeTo(home);
    console = Console.start(16_600, home);
  }

  @AfterAll
  void stop() throws Exception {
    console.close();
  }

  @Test
  void theExperimentRunsFromDefaultsToDefaultsAndEverybodyHearsOfIt() throws Exception {
    console.put("/admin/services/front/knobs", "{\"low\":9}");
    try (var events = console.live();
        var others = console.live()) {
      var each = events.iterator();
      awaitData(each, "experiment", now -> !now.getBoolean("running"));
      assertThat(console.post(EXPERIMENT, "{\"quick\":true,\"seed\":2}").statusCode())
          .isEqualTo(202);
      assertThat(console.post(EXPERIMENT, "{}").statusCode()).as("one at a time").isEqualTo(409);
      assertThat(console.put("/admin/load", "{}").statusCode()).as("nor a load").isEqualTo(409);
      assertThat(console.post("/admin/lives/back", "{\"act\":\"kill\"}").statusCode())
          .isEqualTo(409);
      assertThat(console.post(EXERCISES + "/3/check", "{}").statusCode()).isEqualTo(409);
      isProblem(console.put("/admin/services/front/knobs", "{\"low\":8}"), 409);
      isProblem(console.delete("/admin/services/back/faults"), 409);
      var phase = awaitData(each, "experiment", now -> now.getString("phase").equals("calm"));
      assertThat(phase.getInteger("number")).isEqualTo(1);
      assertThat(phase.getInteger("of")).isEqualTo(3);
      assertThat(phase.getJsonArray("reset")).containsExactly("front: low 9");
      var end = awaitData(each, "experiment", now -> !now.getBoolean("running"));
      assertThat(end.getString("ended")).isEqualTo("done");
      assertThat(end.getJsonArray("performed")).hasSize(3);
      isTheResult(awaitData(each, "result", LearningTest::isOfSeed2));
      isTheResult(awaitData(others.iterator(), "result", LearningTest::isOfSeed2));
    }
    isAtItsDefaults();
    try (var later = console.live()) {
      isTheResult(awaitData(later.iterator(), "result", all -> true));
    }
  }

  private static boolean isOfSeed2(JsonObject result) {
    return Integer.valueOf(2).equals(result.getInteger("seed"));
  }

  private void isTheResult(JsonObject result) throws Exception {
    assertThat(result.getString("verdict")).isEqualTo("HOLDS");
    assertThat(result.getLong("seed")).isEqualTo(2);
    assertThat(result.getBoolean("quick")).isTrue();
    var row = result.getJsonArray("measures").getJsonObject(0);
    assertThat(row.getString("predicted")).isEqualTo("1");
    assertThat(row.getString("measured")).isEqualTo("1");
    var claim = result.getJsonArray("claims").getJsonObject(0);
    assertThat(claim.getString("name")).endsWith(PageLab.MARKUP);
    assertThat(claim.getString("relation")).isEqualTo("answered calm = 1");
    assertThat(claim.getString("readings")).isEqualTo("1 = 1");
    var shown = claim.getJsonArray("evidence").getJsonObject(0);
    assertThat(shown.getBoolean("kept")).isTrue();
    console.lab().store().clear();
    var trace = console.get("/admin/traces/" + shown.getString("trace_id"));
    assertThat(trace.statusCode()).as("kept longer than others").isEqualTo(200);
    assertThat(new JsonObject(trace.body()).getJsonArray("spans")).hasSizeGreaterThan(1);
  }

  private void isAtItsDefaults() throws Exception {
    for (var service : new String[] {"front", "back"}) {
      for (var kind : new String[] {"knobs", "faults"}) {
        var path = "/admin/services/" + service + "/" + kind;
        var now = new JsonObject(console.get(path).body());
        for (var each : now.getJsonArray("knobs")) {
          var declared = (JsonObject) each;
          var name = declared.getString("name");
          assertThat(now.getJsonObject("values").getValue(name))
              .as(service + " " + name)
              .isEqualTo(declared.getValue("default"));
        }
      }
    }
  }

  @Test
  void itsReportAndItsNumbersAreServedAndKeptWhereProveKeepsThem() throws Exception {
    run("{\"seed\":1}", "done");
    var report = console.get(EXPERIMENT + "/report");
    assertThat(report.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(report.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none';");
    assertThat(report.body()).startsWith("<!doctype html>").doesNotContain("<script>");
    var json = console.get(EXPERIMENT + "/run");
    assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(new JsonObject(json.body()).getString("verdict")).isEqualTo("BROKEN");
    assertThat(home.resolve(".lab/runs/test-lab/latest/report.html"))
        .content()
        .isEqualTo(report.body());
    var both = new JsonObject(console.get(EXPERIMENT).body());
    assertThat(both.getJsonObject("result").getString("verdict")).isEqualTo("BROKEN");
    for (var path : new String[] {"/report/../run.json", "/%2e%2e/runs", "/latest"}) {
      assertThat(console.get(EXPERIMENT + path).statusCode()).as(path).isEqualTo(404);
    }
  }

  private void run(String body, String ended) throws Exception {
    try (var events = console.live()) {
      var each = events.iterator();
      awaitData(each, "experiment", now -> true);
      assertThat(console.post(EXPERIMENT, body).statusCode()).isEqualTo(202);
      var end = awaitData(each, "experiment", now -> !now.getString("ended").isEmpty());
      assertThat(end.getString("ended")).isEqualTo(ended);
    }
  }

  /** In the middle of a phase in which a service is down. */
  @Test
  void aCancelledExperimentLeavesTheLabAtItsDefaults() throws Exception {
    try (var events = console.live()) {
      var each = events.iterator();
      awaitData(each, "experiment", now -> true);
      console.post(EXPERIMENT, "{\"quick\":false}");
      awaitData(each, "experiment", now -> now.getString("phase").equals("killed"));
      awaitData(
          each,
          "tick",
          tick ->
              tick.getJsonObject("nodes").getJsonObject("back").getString("state").equals("down"));
      assertThat(console.delete(EXPERIMENT).statusCode()).isEqualTo(202);
      var end = awaitData(each, "experiment", now -> !now.getBoolean("running"));
      assertThat(end.getString("ended")).isEqualTo("cancelled");
      isAtItsDefaults();
      assertThat(console.delete(EXPERIMENT).statusCode()).as("none runs").isEqualTo(409);
    }
    run("{}", "done");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | 400",
        "[] | 400",
        "{\"quick\":\"yes\"} | 422",
        "{\"seed\":\"<script>\"} | 422",
        "{\"seed\":-1} | 422",
        "{\"slow\":true} | 422"
      })
  void whatIsNoExperimentIsRefused(String body, int status) throws Exception {
    isProblem(console.post(EXPERIMENT, body), status);
  }

  @Test
  void noExperimentBesideALoad() throws Exception {
    try (var events = console.live()) {
      awaitData(events.iterator(), "tick", tick -> true);
      assertThat(console.put("/admin/load", "{}").statusCode()).isEqualTo(200);
      isProblem(console.post(EXPERIMENT, "{}"), 409);
      isProblem(console.post(EXERCISES + "/1/check", "{\"numbers\":[1]}"), 409);
      console.delete("/admin/load");
    }
  }

  @Test
  void aServiceIsKilledPausedAndBack() throws Exception {
    var path = "/admin/lives/back";
    try (var events = console.live()) {
      var each = events.iterator();
      awaitData(each, "lives", all -> all.getJsonArray("lives").size() == 2);
      for (var act : new String[] {"pause silent", "resume up", "kill down", "restart up"}) {
        var words = act.split(" ", -1);
        assertThat(console.post(path, new JsonObject().put("act", words[0]).encode()).statusCode())
            .isEqualTo(200);
        awaitData(
            each,
            "tick",
            tick ->
                tick.getJsonObject("nodes")
                    .getJsonObject("back")
                    .getString("state")
                    .equals(words[1]));
        if (words[0].equals("kill")) {
          isProblem(console.post(path, "{\"act\":\"pause\"}"), 409);
        }
      }
    }
    isProblem(console.post(path, "{\"act\":\"<script>\"}"), 422);
    isProblem(console.post(path, "{}"), 422);
    isProblem(console.post("/admin/lives/runner", "{\"act\":\"kill\"}"), 404);
  }

  @Test
  void numbersAreMeasuredByTheCommandLine() throws Exception {
    var solved = check(1, "{\"numbers\":[\" 1 \"]}");
    assertThat(solved.getString("verdict")).isEqualTo("HOLDS");
    assertThat(solved.getJsonArray("notes")).containsExactly("Building <script>");
    assertThat(solved.getJsonArray("lines"))
        .containsExactly(
            "asked with check test-lab 1 --port-offset 16600 --backends embedded --answer=1",
            "near answered");
    var far = check(1, "{\"numbers\":[-5.5]}");
    assertThat(far.getString("verdict")).isEqualTo("BROKEN");
    assertThat(far.getJsonArray("lines")).contains("far  answered <b>");
    assertThat(check(1, "{\"numbers\":[3]}").getString("verdict")).isEqualTo("INCONCLUSIVE");
    var failed = check(1, "{\"numbers\":[2]}");
    assertThat(failed.getString("verdict")).isNull();
    assertThat(failed.getJsonArray("notes")).endsWith("The code does not compile");
    assertThat(check(2, "{}").getJsonArray("lines"))
        .startsWith("asked with check test-lab 2 --port-offset 16600 --backends embedded");
  }

  @Test
  void aCancelledCheckLeavesNoProcess() throws Exception {
    try (var events = console.live()) {
      var each = events.iterator();
      console.post(EXERCISES + "/1/check", "{\"numbers\":[7]}");
      awaitData(each, "check", now -> now.getJsonArray("notes").contains("waiting"));
      isProblem(console.post(EXPERIMENT, "{}"), 409);
      isProblem(console.post(EXERCISES + "/4/check", "{\"words\":\"so\"}"), 409);
      assertThat(console.delete(EXERCISES + "/check").statusCode()).isEqualTo(202);
      var end = awaitData(each, "check", now -> !now.getBoolean("running"));
      assertThat(end.getString("ended")).isEqualTo("cancelled");
      assertThat(ProcessHandle.current().descendants())
          .noneMatch(child -> child.info().commandLine().orElse("").contains("sleep 600"));
    }
    isProblem(console.delete(EXERCISES + "/check"), 409);
  }

  @Test
  void theRunningLabIsJudgedAsItIs() throws Exception {
    console.put("/admin/services/front/knobs", "{\"low\":8}");
    var found = check(3, "{}");
    assertThat(found.getString("verdict")).isEqualTo("HOLDS");
    assertThat(found.getJsonArray("notes").encode()).contains("[1/1] asking");
    assertThat(found.getJsonArray("lines").getString(0))
        .isEqualTo("yes  every question is answered: 1 = 1");
    assertThat(String.join("\n", lines(found))).contains("\nSolved. Why it is so: ./lab hint");
    assertThat(console.get("/admin/services/front/knobs").body()).contains("\"low\":8");
    console.delete("/admin/services/front/knobs");
    assertThat(exercise(3).getBoolean("solved")).isTrue();
    assertThat(Journal.of(home).page("test-lab", 3).solved()).as("as ./lab progress sees").isTrue();
  }

  @Test
  void wordsAreComparedWithTheModelAnswer() throws Exception {
    assertThat(exercise(4).getString("model")).isNull();
    var compared = check(4, "{\"words\":\"" + PageLab.MARKUP.replace("\"", "") + "\"}");
    assertThat(compared.getJsonArray("lines"))
        .startsWith("A model answer:", "Because of the question.");
    assertThat(exercise(4).getString("model")).isEqualTo("Because of the question.");
    assertThat(exercise(4).getString("answer")).isEqualTo(PageLab.MARKUP);
  }

  @Test
  void hintsComeOneByOneAndThenTheModelAnswer() throws Exception {
    assertThat(exercise(2).getJsonArray("hints")).isEmpty();
    assertThat(hint()).isEqualTo("Hint 1 of 3: A nudge.");
    assertThat(exercise(2).getJsonArray("hints")).containsExactly("A nudge.");
    assertThat(hint()).isEqualTo("Hint 2 of 3: A step.");
    assertThat(hint()).isEqualTo("Hint 3 of 3: Almost the answer.");
    assertThat(hint()).startsWith("That was the last hint.");
    assertThat(exercise(2).getString("model")).as("asked for once").isNull();
    assertThat(hint()).isEqualTo("The model answer: 42");
    assertThat(exercise(2).getString("model")).isEqualTo("42");
  }

  private String hint() throws Exception {
    return new JsonObject(console.post(EXERCISES + "/2/hint", "{}").body()).getString("hint");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1/check | {\"numbers\":[]} | 422",
        "1/check | {\"numbers\":[1,2]} | 422",
        "1/check | {\"numbers\":1} | 422",
        "1/check | {\"numbers\":[\"<script>\"]} | 422",
        "1/check | {\"numbers\":[\"1 --seed 2\"]} | 422",
        "1/check | {\"numbers\":[null]} | 422",
        "1/check | {\"words\":\"one\"} | 422",
        "1/check | { | 400",
        "2/check | {\"numbers\":[1]} | 422",
        "4/check | {\"words\":\" \"} | 422",
        "4/check | {} | 422",
        "5/check | {} | 404",
        "0/hint | {} | 404",
        "x/hint | {} | 404",
        "1/hint | {\"all\":true} | 422"
      })
  void whatIsNoAnswerIsRefused(String path, String body, int status) throws Exception {
    isProblem(console.post(EXERCISES + "/" + path, body), status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:7070", "127.0.0.1.evil.example", "10.0.0.1"})
  void whoComesByAnotherNameIsRefused(String host) throws Exception {
    for (var path :
        new String[] {"/", "/admin/live", "/admin/exercises", "/health", "/page/main.js"}) {
      assertThat(console.statusFor(host, path)).as(path).contains(" 421 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:7070", "127.0.0.1:1", "[::1]:7070", "LOCALHOST"})
  void thisMachinesOwnNamesAreNot(String host) throws Exception {
    assertThat(console.statusFor(host, "/health")).contains(" 200 ");
  }

  @Test
  void aLabThatIsNobodysHasNoneOfIt() throws Exception {
    try (var nobodys = Console.start(16_700)) {
      assertThat(nobodys.post(EXPERIMENT, "{}").statusCode()).isEqualTo(404);
      assertThat(nobodys.get(EXERCISES).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aJournalThatCannotBeReadIsSaidToBeSo(@TempDir Path other) throws Exception {
    Files.createDirectories(other.resolve(".lab"));
    Files.writeString(other.resolve(".lab/progress.json"), "no journal");
    try (var theirs = Console.start(16_800, other)) {
      isProblem(theirs.get(EXERCISES), 409);
      assertThat(theirs.post(EXERCISES + "/2/check", "{}").statusCode()).isEqualTo(202);
    }
  }

  private JsonObject check(int exercise, String body) throws Exception {
    try (var events = console.live()) {
      var each = events.iterator();
      awaitData(each, "check", now -> !now.getBoolean("running"));
      var begun = console.post(EXERCISES + "/" + exercise + "/check", body);
      assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
      awaitData(each, "check", now -> now.getBoolean("running"));
      return awaitData(each, "check", now -> !now.getBoolean("running"));
    }
  }

  private static List<String> lines(JsonObject check) {
    return check.getJsonArray("lines").stream().map(String::valueOf).toList();
  }

  private JsonObject exercise(int number) throws Exception {
    JsonArray all = new JsonObject(console.get(EXERCISES).body()).getJsonArray("exercises");
    return all.getJsonObject(number - 1);
  }

  private static void isProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  private static JsonObject awaitData(
      Iterator<Console.Event> events, String name, Predicate<JsonObject> wanted) {
    while (true) {
      var event = events.next();
      if (event.name().equals(name) && wanted.test(event.data())) {
        return event.data();
      }
    }
  }
}
