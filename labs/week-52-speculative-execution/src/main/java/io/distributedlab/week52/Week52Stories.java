package io.distributedlab.week52;

import static io.distributedlab.runner.story.SpanShape.span;

import io.distributedlab.runner.story.SpanShape;
import io.distributedlab.runner.story.TraceSearch;
import io.distributedlab.runner.story.TraceStory;
import java.time.Duration;
import java.util.List;

/** A request with bad luck in Jaeger, alone and with a copy. */
final class Week52Stories {
  private static final Duration SLOW = Duration.ofMillis(100);

  /** Less than any delay of the experiment's hedges, and the timer's grain. */
  private static final Duration DELAY = Duration.ofMillis(45);

  private static final SpanShape REQUEST = span("hedger", "GET /process");
  private static final SpanShape FIRST =
      span("hedger", "attempt 1")
          .with("hedge.kind", "first")
          .with("backend")
          .fine()
          .childOf(REQUEST);

  private static final TraceStory DIRECT =
      TraceStory.naive(
              "One slow attempt, and all wait for it",
              requests("direct").atLeast(SLOW),
              REQUEST,
              FIRST.atLeast(SLOW),
              span("backend-*", "work").with("lab.injected_ms").atLeast(SLOW))
          .without(span("hedger", "attempt 2"));

  private static final SpanShape WON = REQUEST.event("won", "attempt", 2);
  private static final SpanShape LOST =
      span("hedger", "attempt 1")
          .with("hedge.kind", "first")
          .event("cancelled")
          .fine()
          .childOf(WON);
  private static final SpanShape COPY =
      span("hedger", "attempt 2")
          .with("hedge.kind", "hedge")
          .with("hedge.delay_ms")
          .with("backend")
          .fine()
          .childOf(WON)
          .startsAfter(LOST, DELAY);

  private static final TraceStory HEDGED =
      DIRECT.against(
          "A hedge wins, and the first attempt is called off",
          requests("hedge-fixed").tag("attempt", "2"),
          WON,
          LOST,
          COPY,
          span("backend-*", "work").event("cancelled", "phase", "running").below(LOST),
          span("backend-*", "work").event("begun").below(COPY));

  static final List<TraceStory> ALL = List.of(DIRECT, HEDGED);

  private Week52Stories() {}

  private static TraceSearch requests(String strategy) {
    return TraceSearch.in("hedger").operation("GET /process").variant(strategy);
  }
}
