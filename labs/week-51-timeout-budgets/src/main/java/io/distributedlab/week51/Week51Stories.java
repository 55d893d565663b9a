package io.distributedlab.week51;

import static io.distributedlab.runner.story.SpanShape.span;

import io.distributedlab.runner.story.SpanShape;
import io.distributedlab.runner.story.TraceSearch;
import io.distributedlab.runner.story.TraceStory;
import java.time.Duration;
import java.util.List;

/** A request that is doomed, or whose client leaves, in Jaeger. */
final class Week51Stories {
  private static final Duration SLOW_WORK = Duration.ofMillis(900);
  private static final Duration WASTE = Duration.ofMillis(600);
  private static final Duration TOGETHER = Duration.ofMillis(100);
  private static final Duration AT_ONCE = Duration.ofMillis(25);

  private static final SpanShape ROOT = span("frontend", "GET /api/process");
  private static final SpanShape AT_C = span("service-c", "GET /process").below(ROOT);
  private static final SpanShape WORK_OF_C = span("service-c", "work").childOf(AT_C);

  private static final TraceStory NONE =
      TraceStory.naive(
          "The client has left, and service-c goes on",
          TraceSearch.in("service-c").operation("GET /process").variant("none").atLeast(SLOW_WORK),
          ROOT,
          AT_C,
          WORK_OF_C.atLeast(SLOW_WORK).outlives(ROOT, WASTE));

  private static final SpanShape INFORMED =
      AT_C.with("deadline.received_ms").with("deadline.remaining_ms");

  private static final TraceStory ENFORCED =
      NONE.against(
          "At the deadline service-c stops, and all end together",
          TraceSearch.in("service-c").operation("work").tag("phase", "local"),
          ROOT,
          INFORMED,
          span("service-c", "work")
              .event("deadline.exceeded", "phase", "local")
              .childOf(INFORMED)
              .endsWith(ROOT, TOGETHER));

  private static final SpanShape LEFT = ROOT.with("lab.variant", "cancel");

  private static final TraceStory CANCELLED =
      NONE.against(
              "The client leaves early, and nothing is begun any more",
              TraceSearch.in("service-a").tag("by", "caller"),
              LEFT,
              span("service-a", "*").event("cancelled", "by", "caller").below(LEFT))
          .without(span("service-c", "work"));

  private static final TraceStory REFUSED =
      NONE.against(
              "What cannot finish is refused at the door",
              requests("admit").answered(504),
              ROOT.event("refused").failed().atMost(AT_ONCE))
          .without(span("service-*", "GET /process"));

  static final List<TraceStory> ALL = List.of(NONE, ENFORCED, CANCELLED, REFUSED);

  private Week51Stories() {}

  private static TraceSearch requests(String variant) {
    return TraceSearch.in("frontend").operation("GET /api/process").variant(variant);
  }
}
