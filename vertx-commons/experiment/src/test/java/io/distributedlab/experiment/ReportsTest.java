package io.distributedlab.experiment;

import static io.distributedlab.experiment.Claim.invariant;
import static io.distributedlab.experiment.Claim.timing;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.LoadResult;
import io.distributedlab.experiment.load.Outcome;
import io.distributedlab.experiment.load.Pace;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.experiment.load.Samples;
import io.distributedlab.experiment.report.HtmlReport;
import io.distributedlab.experiment.report.RunJson;
import io.distributedlab.experiment.report.TerminalReport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

@ExtendWith(VertxExtension.class)
class ReportsTest {
  private static final String EVIL = "<script>alert('&')</script>";

  private final EchoLab lab = new EchoLab();
  private final Vertx vertx = Vertx.vertx();
  private final ExperimentResult result = result();

  @AfterEach
  void stop(VertxTestContext test) {
    Future.all(lab.stop(), vertx.close()).onComplete(test.succeedingThenComplete());
  }

  @Test
  void thePageIsWellFormedAndDrawsItsCharts() throws Exception {
    var page = page();
    var charts = page.getElementsByTagName("svg");
    assertThat(charts.getLength()).isEqualTo(2 + 4);
    assertThat(classes(page, "rect", "span error")).isEqualTo(1);
    assertThat(classes(page, "path", "curve")).isEqualTo(1 + 2 + 2 + 1);
    assertThat(classes(page, "path", "cross")).isEqualTo(1);
    assertThat(classes(page, "line", "predicted")).isEqualTo(1);
    assertThat(classes(page, "line", "fault")).isEqualTo(3);
    assertThat(
            ((Element) charts.item(2))
                .getElementsByTagName("path")
                .item(0)
                .getAttributes()
                .getNamedItem("d")
                .getNodeValue())
        .startsWith("M")
        .contains("L");
  }

  @Test
  void thePageNeedsNoNetworkAndRunsNoScript() {
    assertThat(HtmlReport.of(result))
        .doesNotContain("<script", "src=", "href=", "<link", "@import", "url(");
  }

  @Test
  void everythingIsEscaped() {
    assertThat(HtmlReport.of(result))
        .doesNotContain(EVIL)
        .contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;");
  }

  @Test
  void theTerminalShowsBothSides() {
    assertThat(new TerminalReport(false).of(result))
        .containsPattern("p50 +110 ms +112 ms +\\+1.8 %\n")
        .contains("BROKEN too slow\n      p50 ≤ 100: 112 ≤ 100, then 111 ≤ 100")
        .contains("see trace aaa (naive, 500 ms) and bbb (fixed, 20 ms)")
        .contains("SKIPPED one day\n      still to be written")
        .contains("BROKEN: 1 claims hold, 1 broken, 1 inconclusive, 1 skipped. Seed 7.")
        .doesNotContain("\033");
    assertThat(new TerminalReport(true).of(result)).contains("\033[31mBROKEN\033[0m");
  }

  @Test
  void runJsonKeepsItsFieldNames() {
    var json = new JsonObject(RunJson.of(result).encode());
    assertThat(json.fieldNames())
        .containsExactly(
            "format",
            "experiment",
            "question",
            "seed",
            "quick",
            "deployment",
            "started_at",
            "took_ms",
            "verdict",
            "exit_code",
            "versions",
            "calibration",
            "claims",
            "left_to_full_run",
            "skipped",
            "measures",
            "phases");
    assertThat(json.getInteger("exit_code")).isEqualTo(1);
    var phase = json.getJsonArray("phases").getJsonObject(0);
    assertThat(phase.fieldNames())
        .containsExactly(
            "name", "variant", "settings", "noise", "loads", "acts", "watched", "left_over");
    assertThat(phase.getJsonArray("acts").getJsonObject(0).getString("what")).isEqualTo("kill b");
    var load = phase.getJsonArray("loads").getJsonObject(0);
    assertThat(load.fieldNames())
        .containsExactly(
            "name",
            "service",
            "schedule",
            "due",
            "sent",
            "late",
            "dropped",
            "worst_late_ms",
            "outcomes",
            "statuses",
            "latency_ms",
            "series");
    assertThat(load.getJsonObject("outcomes").getLong("SUCCESS")).isEqualTo(19);
    assertThat(load.getJsonArray("series")).hasSize(20);
    var claim = json.getJsonArray("claims").getJsonObject(1);
    assertThat(claim.fieldNames())
        .containsExactly("name", "kind", "relation", "verdict", "why", "readings", "evidence");
    var shown = claim.getJsonArray("evidence").getJsonObject(0);
    assertThat(shown.fieldNames()).containsExactly("phase", "trace_id", "ms", "spans");
    assertThat(shown.getJsonArray("spans").getJsonObject(0).getString("service")).isEqualTo("a");
    assertThat(claim.getJsonArray("readings").getJsonObject(0).getDouble("margin"))
        .isEqualTo(-0.12);
    assertThat(json.getJsonArray("measures").getJsonObject(1).getValue("measured")).isNull();
  }

  private Document page() throws Exception {
    var text = HtmlReport.of(result).replace("<!doctype html>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static long classes(Document page, String tag, String wanted) {
    var all = page.getElementsByTagName(tag);
    return IntStream.range(0, all.getLength())
        .mapToObj(i -> (Element) all.item(i))
        .filter(element -> element.getAttribute("class").equals(wanted))
        .count();
  }

  private ExperimentResult result() {
    var quiet = new Calibration(new Noise(0.1, 0.2, 0, 0, 0), 1.5, 3);
    var run =
        new PhaseRun(
            Phase.of("naive").variant("v1").knob("b", "x", EVIL).load(Load.get("gateway", "/")),
            new Stage(vertx, lab),
            quiet,
            7);
    run.loads.put(
        "load",
        new LoadResult("load", "gateway", "constant 10/s", samples(), new Pace(20, 20, 0, 0, 0.4)));
    run.events.add(new PhaseRun.Event(500, "kill b"));
    run.series.put(
        "queue", List.of(new PhaseRun.Point(100, 1), new PhaseRun.Point(200, Double.NaN)));
    var p50 = new Measure("p50", "ms", 112, 110.0, 20, 50.0, Measure.LateSends.ADD);
    run.measures.add(p50);
    return new ExperimentResult(
        EVIL,
        "Does it " + EVIL + "?",
        Settings.full(7),
        "embedded",
        Instant.EPOCH,
        Duration.ofMillis(2500),
        quiet,
        List.of(run),
        List.of(p50, Measure.ms("nothing", Double.NaN)),
        List.of(
            new ClaimResult(
                invariant(EVIL).that("lost").is(0),
                Verdict.HOLDS,
                "",
                List.of(new Reading(0, 0.0, 0.0)),
                Optional.empty()),
            new ClaimResult(
                timing("too slow").that("p50").isAtMost(100),
                Verdict.BROKEN,
                "",
                List.of(new Reading(112, null, 100.0), new Reading(111, null, 100.0)),
                Optional.of(evidence())),
            new ClaimResult(
                timing("unknown").that("nothing").isAtMost(1),
                Verdict.INCONCLUSIVE,
                "there was nothing to measure",
                List.of(new Reading(Double.NaN, null, 1.0)),
                Optional.empty())),
        List.of("long one"),
        List.of("one day"),
        Map.of("java", "25"));
  }

  private static Evidence evidence() {
    var span =
        new Trace.Span(
            "1",
            null,
            "a",
            EVIL,
            "SERVER",
            Instant.EPOCH,
            480,
            "ERROR",
            new JsonObject(),
            List.of());
    return new Evidence(
        List.of(
            new Evidence.Shown("naive", "aaa", 500, List.of(span)),
            new Evidence.Shown("fixed", "bbb", 20, List.of())));
  }

  private static Samples samples() {
    return new Samples(
        IntStream.range(0, 20).mapToObj(ReportsTest::sample).toList(), 2_000_000_000L);
  }

  private static Sample sample(int i) {
    long at = i * 100_000_000L;
    var outcome = i == 19 ? Outcome.TIMEOUT : Outcome.SUCCESS;
    return new Sample(i, at, at, at + 5_000_000L * (i + 1), outcome, 200, null, null, null);
  }
}
