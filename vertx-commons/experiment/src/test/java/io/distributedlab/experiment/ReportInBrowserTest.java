package io.distributedlab.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.report.HtmlReport;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a reader's browser makes of the report of a real run, with faults, series and theory. */
@ExtendWith(VertxExtension.class)
@Timeout(120)
class ReportInBrowserTest {
  /** Measures everything drawn, as the browser laid it out, into an element of its own. */
  private static final String PROBE =
      """
      <script>
      const failures = [];
      window.addEventListener('error', e => failures.push(String(e.message || e.target)), true);
      window.addEventListener('load', () => {
        const box = shape => {
          const b = shape.getBBox(), v = shape.ownerSVGElement.viewBox.baseVal;
          return {tag: shape.tagName, kind: shape.getAttribute('class') || '', width: b.width,
            height: b.height, x: b.x, y: b.y, text: shape.textContent,
            inside: b.x >= -1 && b.y >= -1 && b.x + b.width <= v.width + 1
              && b.y + b.height <= v.height + 1};
        };
        const charts = [...document.querySelectorAll('svg.chart')].map(svg => ({
          title: svg.querySelector('.title').textContent,
          width: svg.getBoundingClientRect().width,
          shapes: [...svg.querySelectorAll('path,line,rect,text')].map(box)}));
        const out = document.createElement('pre');
        out.id = 'seen';
        out.textContent = JSON.stringify({charts, failures,
          requests: performance.getEntriesByType('resource').length,
          claims: [...document.querySelectorAll('#claims td.verdict')].map(td => td.textContent),
          overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth});
        document.body.append(out);
      });
      </script></body>""";

  @TempDir Path folder = Path.of("");
  private Browser browser = new Browser(folder);

  @BeforeEach
  void find() {
    var found = Browser.onPath();
    if (found.isEmpty()) {
      System.out.println("skipped: no chromium, chromium-browser or google-chrome on the PATH");
    }
    assumeTrue(found.isPresent());
    browser = found.orElseThrow();
  }

  @Test
  void everythingIsDrawn(Vertx vertx) throws Exception {
    var result = run(vertx);
    for (int width : new int[] {1100, 500}) {
      var seen = see(result, width);
      assertThat(seen.getJsonArray("failures")).isEmpty();
      assertThat(seen.getInteger("requests")).as("requests to anywhere").isZero();
      assertThat(seen.getInteger("overflow")).as("sideways at %d px", width).isZero();
      assertThat(seen.getJsonArray("claims")).containsExactly("HOLDS", "HOLDS");
      assertCharts(seen);
    }
  }

  private static void assertCharts(JsonObject seen) {
    var charts = objects(seen.getJsonArray("charts")).toList();
    assertThat(charts)
        .extracting(chart -> chart.getString("title"))
        .containsSubsequence(
            "Latency by percentile (predicted: ×)",
            "chain: latency",
            "chain: outcomes",
            "chain: watched");
    for (var chart : charts) {
      assertThat(chart.getDouble("width")).isGreaterThanOrEqualTo(400);
      var shapes = objects(chart.getJsonArray("shapes")).toList();
      assertThat(shapes)
          .allSatisfy(shape -> assertThat(shape.getBoolean("inside")).as("%s", shape).isTrue())
          .allSatisfy(shape -> assertThat(size(shape)).as("%s", shape).isPositive());
      assertNoTextOnAnother(shapes);
    }
    var latency = titled(charts, "Latency by percentile (predicted: ×)");
    assertThat(kind(latency, "path", "curve")).hasSize(2).allMatch(c -> size(c) > 50);
    assertThat(kind(latency, "path", "cross")).hasSize(1);
    for (var title : List.of("chain: latency", "chain: outcomes", "chain: watched")) {
      assertThat(kind(titled(charts, title), "path", "curve"))
          .isNotEmpty()
          .allMatch(c -> size(c) > 50);
      assertThat(kind(titled(charts, title), "line", "fault")).hasSize(3);
    }
    assertThat(kind(titled(charts, "chain: latency"), "line", "predicted")).hasSize(1);
    assertThat(charts.stream().flatMap(chart -> kind(chart, "rect", "span").stream()))
        .as("spans of the two requests shown")
        .hasSizeGreaterThanOrEqualTo(4);
  }

  private static JsonObject titled(List<JsonObject> charts, String title) {
    return charts.stream()
        .filter(chart -> chart.getString("title").equals(title))
        .findFirst()
        .orElseThrow();
  }

  private static void assertNoTextOnAnother(List<JsonObject> shapes) {
    var texts = shapes.stream().filter(shape -> shape.getString("tag").equals("text")).toList();
    for (int i = 0; i < texts.size(); i++) {
      var one = texts.get(i);
      assertThat(texts.subList(i + 1, texts.size()))
          .filteredOn(other -> cover(one, other))
          .extracting(other -> other.getString("text"))
          .as("on %s", one.getString("text"))
          .isEmpty();
    }
  }

  /** Two pixels of a line box are empty in any font. */
  private static boolean cover(JsonObject one, JsonObject other) {
    return apart(one, other, "x", "width") < 0 && apart(one, other, "y", "height") < -2;
  }

  private static double apart(JsonObject a, JsonObject b, String from, String length) {
    return Math.max(
        a.getDouble(from) - b.getDouble(from) - b.getDouble(length),
        b.getDouble(from) - a.getDouble(from) - a.getDouble(length));
  }

  private static double size(JsonObject shape) {
    return Math.max(shape.getDouble("width"), shape.getDouble("height"));
  }

  private static List<JsonObject> kind(JsonObject chart, String tag, String kind) {
    return objects(chart.getJsonArray("shapes"))
        .filter(shape -> shape.getString("tag").equals(tag) && shape.getString("kind").equals(kind))
        .toList();
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  private JsonObject see(ExperimentResult result, int width) throws Exception {
    var page = folder.resolve("report-" + width + ".html");
    Files.writeString(page, HtmlReport.of(result).replace("</body>", PROBE), UTF_8);
    var home = Files.createDirectories(folder.resolve("browser-" + width));
    var document = browser.show(page, width, home);
    var seen = document.substring(document.indexOf("<pre id=\"seen\">") + 15);
    var json = seen.substring(0, seen.indexOf("</pre>"));
    return new JsonObject(json.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
  }

  private static ExperimentResult run(Vertx vertx) throws Exception {
    return EchoLab.start()
        .compose(
            lab ->
                Trial.run(vertx, experiment(), lab, Settings.quick(1), Progress.SILENT)
                    .eventually(lab::stop))
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  /** Three acts close to each other, one of them at the very end. */
  private static Experiment experiment() {
    var load =
        Load.get("gateway", "/api/process")
            .arriving(Arrivals.constant(100))
            .lasting(Duration.ofMillis(1500));
    return Experiment.of("browser", "What does a reader see?")
        .phases(
            Phase.of("chain")
                .load(load)
                .at(Duration.ofMillis(700), Act.knob("gateway", "variant", "fanout"))
                .at(Duration.ofMillis(750), Act.fault("service-b", "hang", true))
                .at(Duration.ofMillis(1450), Act.fault("service-b", "hang", false))
                .watch("in flight", "gateway", "lab_inflight")
                .measure(run -> run.percentile("chain p50", 50).predicted(85)),
            Phase.of("again").load(load))
        .settles("lab_inflight", 0)
        .claims(
            Claim.invariant("every request is seen")
                .that(Term.measured("chain p50"))
                .isAtLeast(1)
                .shownBy("chain", "again"));
  }
}
