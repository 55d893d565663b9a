package io.distributedlab.experiment.report;

import io.distributedlab.experiment.ClaimResult;
import io.distributedlab.experiment.Evidence;
import io.distributedlab.experiment.ExperimentResult;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Noise;
import io.distributedlab.experiment.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One run as one HTML page: no script, no network, charts as inline SVG. */
public final class HtmlReport {
  private static final String STYLE =
      """
      :root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#d5dae1;--back:#fff}
      @media(prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#9aa5b4;--line:#39424f;\
      --back:#161b22}}
      body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--back);\
      max-width:1000px;margin:2rem auto;padding:0 1rem}
      h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}
      p{margin:.3rem 0}.soft{color:var(--soft)}
      table{border-collapse:collapse;width:100%}
      th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);\
      vertical-align:top}
      td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
      .HOLDS{color:#1f8a4c}.BROKEN{color:#d9541e}.INCONCLUSIVE{color:#b8860b}
      .verdict{font-weight:600}code{font-size:.85em}
      .wide{overflow-x:auto}td.m{white-space:nowrap}td p{overflow-wrap:anywhere}
      svg.chart{width:100%;min-width:600px;height:auto;margin:.8rem 0}
      .chart text{fill:var(--ink);font-size:11px;paint-order:stroke;stroke:var(--back);\
      stroke-width:3px}.chart .title{font-size:13px;font-weight:600}
      .chart .tick{fill:var(--soft);text-anchor:middle}.chart .end{text-anchor:end}
      .chart .start{text-anchor:start}.chart .grid{stroke:var(--line);stroke-width:.7}
      .chart .curve,.chart .cross{fill:none;stroke-width:1.6}
      .chart .predicted{stroke:var(--soft);stroke-dasharray:6 4}
      .chart .span{fill:#2266cc}.chart .error{fill:#d9541e}
      @media(max-width:700px){#claims tr:first-child{display:none}\
      #claims tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}\
      #claims td{display:block;border:0;padding:.1rem 0;text-align:left}}
      .chart line.fault{stroke:#d9541e;stroke-dasharray:2 3}.chart text.fault{fill:#d9541e}
      """;

  private HtmlReport() {}

  public static String of(ExperimentResult result) {
    var html = new Svg();
    html.raw("<!doctype html>").open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8")
        .empty("meta", "name", "viewport", "content", "width=device-width")
        .element("title", result.name() + ": " + result.verdict())
        .open("style")
        .raw(STYLE)
        .close("style")
        .close("head")
        .open("body");
    head(html, result);
    claims(html, result);
    measures(html, result);
    evidence(html, result);
    charts(html, result);
    machine(html, result);
    return html.close("body").close("html").toString();
  }

  private static void head(Svg html, ExperimentResult result) {
    html.element("h1", result.name()).element("p", result.question());
    html.open("p")
        .element("span", result.verdict().name(), "class", "verdict " + result.verdict())
        .text(
            " · seed %d · %s · %s run · %s · %s"
                .formatted(
                    result.settings().seed(),
                    result.deployment(),
                    result.settings().quick() ? "quick" : "full",
                    result.startedAt(),
                    Numbers.text(result.took().toMillis() / 1e3, "s")))
        .close("p");
  }

  private static void claims(Svg html, ExperimentResult result) {
    html.element("h2", "Claims").open("table", "id", "claims");
    header(html, List.of("", "claim", "relation", "measured"), List.of("margin"));
    result.claims().forEach(claim -> row(html, claim));
    html.close("table");
    if (!result.skipped().isEmpty()) {
      html.element(
          "p",
          "Skipped, still to be written: " + String.join("; ", result.skipped()),
          "class",
          "soft");
    }
    if (!result.leftOut().isEmpty()) {
      html.element(
          "p", "Left to the full run: " + String.join("; ", result.leftOut()), "class", "soft");
    }
  }

  private static void row(Svg html, ClaimResult claim) {
    html.open("tr");
    html.element("td", claim.verdict().name(), "class", "verdict " + claim.verdict());
    html.open("td").text(claim.claim().name());
    if (!claim.why().isEmpty()) {
      html.element("p", claim.why(), "class", "soft");
    }
    claim.evidence().ifPresent(shown -> html.element("p", Texts.evidence(shown), "class", "soft"));
    html.close("td").element("td", Texts.relation(claim.claim())).open("td", "class", "m");
    claim.readings().forEach(reading -> html.element("p", reading.toString()));
    html.close("td");
    html.element("td", Texts.margin(claim), "class", "n").close("tr");
  }

  private static void measures(Svg html, ExperimentResult result) {
    html.element("h2", "Predicted and measured").open("div", "class", "wide");
    html.open("table", "id", "measures");
    header(html, List.of("measure"), List.of("predicted", "measured", "difference", "samples"));
    for (var measure : result.measures()) {
      html.open("tr").element("td", measure.name());
      number(html, measure.predicted().map(p -> Numbers.text(p, measure.unit())).orElse(""));
      number(html, measure.toString());
      number(html, Texts.difference(measure));
      number(html, samples(measure));
      html.close("tr");
    }
    html.close("table").close("div");
  }

  private static void evidence(Svg html, ExperimentResult result) {
    for (var claim : result.claims()) {
      var requests = claim.evidence().map(Evidence::requests).orElse(List.of());
      if (requests.stream().anyMatch(one -> !one.spans().isEmpty())) {
        html.element("h2", "Seen in two requests: " + claim.claim().name());
        double scale = Waterfall.scale(requests);
        requests.forEach(one -> chart(html, Waterfall.of(one, scale)));
      }
    }
  }

  private static void charts(Svg html, ExperimentResult result) {
    html.element("h2", "Latency");
    chart(html, Charts.percentiles(result).toSvg());
    for (var run : result.runs()) {
      html.element("h2", "Phase " + run.name());
      if (!run.settings().isEmpty()) {
        html.element("p", String.join(", ", run.settings()), "class", "soft");
      }
      for (var load : run.loads()) {
        html.element("p", load.service() + ": " + load.schedule(), "class", "soft");
        chart(html, Charts.latency(run, load).toSvg());
        chart(html, Charts.outcomes(run, load).toSvg());
      }
      var watched = Charts.watched(run);
      if (!watched.isEmpty()) {
        chart(html, watched.toSvg());
      }
      run.complaints().forEach(why -> html.element("p", why, "class", "INCONCLUSIVE"));
      html.element("p", "Machine meanwhile: " + noise(run.noise()), "class", "soft");
    }
  }

  /** Scrolls on a narrow screen rather than shrinking out of sight. */
  private static void chart(Svg html, String svg) {
    html.open("div", "class", "wide").raw(svg).close("div");
  }

  private static void machine(Svg html, ExperimentResult result) {
    var calibration = result.calibration();
    html.element("h2", "Machine");
    html.element("p", "At rest: " + noise(calibration.atRest()));
    html.element(
        "p",
        "Bare path: p50 %s, p99 %s"
            .formatted(
                Numbers.text(calibration.bareP50Ms(), "ms"),
                Numbers.text(calibration.bareP99Ms(), "ms")));
    html.open("table");
    for (Map.Entry<String, String> version : result.versions().entrySet()) {
      html.open("tr").element("td", version.getKey()).element("td", version.getValue()).close("tr");
    }
    html.close("table");
  }

  private static void header(Svg html, List<String> texts, List<String> numbers) {
    html.open("tr");
    texts.forEach(name -> html.element("th", name));
    numbers.forEach(name -> html.element("th", name, "class", "n"));
    html.close("tr");
  }

  private static void number(Svg html, String text) {
    html.element("td", text, "class", "n");
  }

  private static String samples(Measure measure) {
    return measure.samples() == 0 ? "" : Long.toString(measure.samples());
  }

  private static String noise(Noise noise) {
    return String.format(
        Locale.ROOT,
        "threads wake up %s late (p99), the experiment's event loop lags %s (p99), others use %s %% of the"
            + " CPU, the host takes %s %%",
        Numbers.text(noise.wakeUpP99Ms(), "ms"),
        Numbers.text(noise.loopLagP99Ms(), "ms"),
        Numbers.text(noise.others() * 100),
        Numbers.text(noise.stolen() * 100));
  }
}
