package io.distributedlab.experiment.report;

import io.distributedlab.experiment.Evidence.Shown;
import io.distributedlab.experiment.Numbers;
import io.distributedlab.experiment.Trace.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The spans of one request as bars under each other, on a scale shared with its counterpart. */
final class Waterfall {
  private static final double WIDTH = 760;
  private static final double LEFT = 220;
  private static final double TOP = 26;
  private static final double ROW = 16;

  private Waterfall() {}

  /** How long the longest of these requests takes, in ms. */
  static double scale(List<Shown> requests) {
    return requests.stream()
        .flatMap(one -> one.spans().stream().map(span -> endMs(span, begin(one.spans()))))
        .max(Double::compare)
        .orElse(1.0);
  }

  static String of(Shown request, double scaleMs) {
    var spans = request.spans().stream().sorted(Comparator.comparing(Span::start)).toList();
    var begin = begin(spans);
    double height = TOP + ROW * spans.size() + 6;
    var svg = new Svg();
    svg.open("svg", "viewBox", "0 0 760 " + Math.round(height), "role", "img", "class", "chart");
    svg.element("text", title(request), "x", 4.0, "y", 14.0, "class", "title");
    for (int i = 0; i < spans.size(); i++) {
      draw(svg, spans.get(i), TOP + ROW * i, begin, scaleMs);
    }
    return svg.close("svg").toString();
  }

  private static void draw(Svg svg, Span span, double y, Instant begin, double scaleMs) {
    double perMs = (WIDTH - LEFT - 70) / scaleMs;
    double x = LEFT + startMs(span, begin) * perMs;
    double width = Math.max(1, span.durationMs() * perMs);
    svg.element(
        "text", span.service() + ": " + span.name(), "x", 4.0, "y", y + 11, "class", "tick start");
    svg.open(
            "rect",
            "x",
            x,
            "y",
            y + 2,
            "width",
            width,
            "height",
            ROW - 5,
            "class",
            span.status().equals("ERROR") ? "span error" : "span")
        .element("title", span.attributes().encode())
        .close("rect");
    svg.element(
        "text",
        Numbers.text(Math.round(span.durationMs() * 10) / 10.0, "ms"),
        "x",
        x + width + 4,
        "y",
        y + 11,
        "class",
        "tick start");
  }

  private static String title(Shown request) {
    return "%s, trace %s, %s"
        .formatted(request.phase(), request.traceId(), Numbers.text(request.ms(), "ms"));
  }

  private static Instant begin(List<Span> spans) {
    return spans.stream().map(Span::start).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }

  private static double startMs(Span span, Instant begin) {
    return Duration.between(begin, span.start()).toNanos() / 1e6;
  }

  private static double endMs(Span span, Instant begin) {
    return startMs(span, begin) + span.durationMs();
  }
}
