package io.distributedlab.runner.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the runner's server answers to a page, and to everybody else. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
class LivePageTest {
  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
  private static final String KNOBS = "/admin/services/front/knobs";
  private static final String LOAD = "/admin/load";
  private static final String FAULTS = "/admin/services/back/faults";

  private Console console;

  @BeforeAll
  void start() throws Exception {
    console = Console.start(16_400);
  }

  @AfterAll
  void stop() throws Exception {
    console.close();
  }

  @Test
  void browsersGetThePageAndProgramsTheIndex() throws Exception {
    var page = console.get("/", "Accept", BROWSER);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'self';");
    assertThat(page.body()).startsWith("<!doctype html>");
    for (var index : new HttpResponse<?>[] {console.get("/"), console.get("/", "Accept", "*/*")}) {
      assertThat(index.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(index.headers().firstValue("Vary")).hasValue("Accept");
      assertThat(new JsonObject(index.body().toString()).getString("lab")).isEqualTo("test-lab");
    }
  }

  @Test
  void everyFileThatThePageNamesIsServedAndNamesOnlyItsOwnServer() throws Exception {
    var page = console.get("/", "Accept", BROWSER).body();
    assertThat(page)
        .doesNotContainPattern("\\son\\w+=|<style|<script>|https?://(?!localhost:7070/)");
    var named = Pattern.compile("(?:href|src)=\"(/[^\"]+)\"").matcher(page).results().toList();
    assertThat(named).hasSizeGreaterThan(3);
    for (var file : named) {
      isServed(file.group(1));
    }
    var imported = Pattern.compile("from '\\./([^']+)'");
    for (var module :
        new String[] {
          "main",
          "panels",
          "chart",
          "topology",
          "controls",
          "field",
          "load",
          "experiment",
          "result",
          "exercises",
          "lives",
          "traces",
          "waterfall"
        }) {
      var source = isServed("/page/" + module + ".js");
      for (var other : imported.matcher(source).results().toList()) {
        isServed("/page/" + other.group(1));
      }
    }
  }

  private String isServed(String path) throws Exception {
    var file = console.get(path);
    assertThat(file.statusCode()).as(path).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Security-Policy")).as(path).isPresent();
    assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(file.headers().firstValue("Content-Type").orElse(""))
        .as(path)
        .matches("(text/(javascript|css); charset=utf-8)|image/svg\\+xml");
    return file.body();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/page/",
        "/page/index.html",
        "/page/../page/main.js/..",
        "/page/%2e%2e/compose/images.yml",
        "/page/lib/../../compose/images.yml",
        "/page/main.js.map"
      })
  void nothingElseIsServed(String path) throws Exception {
    assertThat(console.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void theFirstEventIsTheLabAndThenThereIsOneOfEveryRound() throws Exception {
    try (var events = console.live()) {
      var each = events.iterator();
      var outline = each.next();
      assertThat(outline.name()).isEqualTo("lab");
      assertThat(outline.data().getString("question")).isEqualTo(PageLab.MARKUP + "?");
      assertThat(outline.data().getJsonArray("services"))
          .isEqualTo(new JsonArray().add("front").add("back"));
      assertThat(outline.data().getJsonArray("settings")).hasSize(2);
      assertThat(outline.data().getJsonArray("panels").getJsonObject(4).getString("problem"))
          .contains("topk");
      assertThat(each.next().name()).isEqualTo("past");
      await(each, "tick");
      console.ask();
      await(each, "tick");
      var tick = await(each, "tick");
      assertThat(tick.getJsonObject("nodes").getJsonObject("front").getString("state"))
          .isEqualTo("up");
      assertThat(tick.getJsonArray("panels").getJsonArray(0))
          .isEqualTo(new JsonArray().add(new JsonArray().add("up").add(1.0)));
      assertThat(tick.getJsonArray("panels").getJsonArray(2))
          .filteredOn(pair -> ((JsonArray) pair).getDouble(1) > 0)
          .extracting(pair -> ((JsonArray) pair).getString(0))
          .contains("back success", "front success");
      assertThat(tick.getJsonArray("edges").getJsonObject(0).getString("to")).isEqualTo("back");
    }
  }

  /** A server that waits for its connections waits 5 s. */
  @Test
  void anOpenPageDoesNotHoldUpTheStop() throws Exception {
    var other = Console.start(16_500);
    try (var events = other.live()) {
      events.iterator().next();
      long began = System.nanoTime();
      other.close();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void aLoadIsSentInTwoVariantsUntilNobodyWatches() throws Exception {
    var wanted = "{\"per_second\":50,\"variants\":[\"direct\",\"safe\"]}";
    assertThat(console.put(LOAD, wanted).statusCode()).as("no page is open").isEqualTo(409);
    try (var events = console.live()) {
      var each = events.iterator();
      await(each, "tick");
      assertThat(console.put(LOAD, wanted).statusCode()).isEqualTo(200);
      await(each, "tick");
      var tick = await(each, "tick");
      assertThat(tick.getJsonArray("failures"))
          .isEqualTo(
              new JsonArray()
                  .add(new JsonArray().add("direct").add(0.0))
                  .add(new JsonArray().add("safe").add(0.0)));
      assertThat(tick.getJsonArray("latencies"))
          .extracting(pair -> ((JsonArray) pair).getString(0))
          .containsExactly("p99 direct", "p99 safe", "p50 direct", "p50 safe");
      assertThat(tick.getJsonArray("latencies"))
          .allMatch(pair -> ((JsonArray) pair).getDouble(1) > 0);
    }
    try (var events = console.live()) {
      var each = events.iterator();
      var loads = Stream.generate(() -> await(each, "tick").getJsonObject("load")).limit(5);
      assertThat(loads.anyMatch(load -> load.getInteger("per_second") == 0))
          .as("ended, once the server has seen that the other page is closed")
          .isTrue();
    }
  }

  @Test
  void aLoadThatIsNotAllowedIsRefused() throws Exception {
    assertThat(console.put(LOAD, "{\"per_second\":0}").statusCode()).isEqualTo(422);
    assertThat(console.put(LOAD, "{\"per_second\":\"many\"}").statusCode()).isEqualTo(422);
    assertThat(console.put(LOAD, "{\"variants\":[]}").statusCode()).isEqualTo(422);
    assertThat(console.put(LOAD, "{\"variants\":[\"<script>\"]}").statusCode()).isEqualTo(422);
    assertThat(console.put(LOAD, "{\"variants\":{}}").statusCode()).isEqualTo(422);
    assertThat(console.delete(LOAD).statusCode()).isEqualTo(200);
  }

  @Test
  void changesAndServicesThatGoAreTold() throws Exception {
    try (var events = console.live()) {
      var each = events.iterator();
      await(each, "tick");
      console.put(FAULTS, "{\"latency_ms\":7}");
      assertThat(awaitChange(each)).isEqualTo("latency_ms: 0 → 7 at back");
      Console.await(console.lab().pause("back"));
      assertThat(awaitChange(each)).isEqualTo("does not answer at back");
      Console.await(console.lab().kill("back"));
      assertThat(awaitChange(each)).isEqualTo("is down at back");
      Console.await(console.lab().restart("back"));
      assertThat(awaitChange(each)).isEqualTo("answers again at back, latency_ms: 7 → 0 at back");
    }
  }

  private static JsonObject await(Iterator<Console.Event> events, String name) {
    var event = events.next();
    while (!event.name().equals(name)) {
      event = events.next();
    }
    return event.data();
  }

  private static String awaitChange(Iterator<Console.Event> events) {
    var changes = new JsonArray();
    while (changes.isEmpty()) {
      changes = await(events, "tick").getJsonArray("changes");
    }
    return changes.stream()
        .map(JsonObject.class::cast)
        .map(change -> change.getString("what") + " at " + change.getString("where"))
        .collect(Collectors.joining(", "));
  }

  @Test
  void settingsOfAServiceAreReadChangedAndReset() throws Exception {
    var changed = console.put(KNOBS, "{\"low\":7,\"way\":\"safe\"}");
    assertThat(changed.statusCode()).isEqualTo(200);
    var values = new JsonObject(console.get(KNOBS).body()).getJsonObject("values");
    assertThat(values.getInteger("low")).isEqualTo(7);
    assertThat(values.getString("way")).isEqualTo("safe");
    var reset = new JsonObject(console.delete(KNOBS).body()).getJsonObject("values");
    assertThat(reset.getInteger("low")).isEqualTo(5);
  }

  @Test
  void theServicesOwnProblemIsTheAnswer() throws Exception {
    var refused = console.put(KNOBS, new JsonObject().put("low", PageLab.MARKUP).encode());
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    var problem = new JsonObject(refused.body());
    assertThat(problem.getString("name")).isEqualTo("low");
    assertThat(problem.getString("detail"))
        .isEqualTo("low must be a whole number from 1 to 100, not " + PageLab.MARKUP);
    assertThat(console.put(KNOBS, "{\"low\":60}").statusCode()).as("above high").isEqualTo(422);
    assertThat(console.put(KNOBS, "{\"other\":1}").statusCode()).isEqualTo(422);
    assertThat(console.put(KNOBS, "{").statusCode()).isEqualTo(400);
    assertThat(console.put(KNOBS, "{\"low\":7}", "text/plain").statusCode()).isEqualTo(415);
  }

  @Test
  void onlyServicesOfTheLabCanBeReached() throws Exception {
    assertThat(console.get("/admin/services/runner/knobs").statusCode()).isEqualTo(404);
    assertThat(console.get("/admin/services/localhost:80/faults").statusCode()).isEqualTo(404);
    assertThat(console.put("/admin/services/nobody/knobs", "{}").statusCode()).isEqualTo(404);
    assertThat(console.get("/admin/services/front/metrics").statusCode()).isEqualTo(404);
  }
}
