package io.distributedlab.week12;

import static io.distributedlab.runner.story.SpanShape.span;

import io.distributedlab.runner.story.SpanShape;
import io.distributedlab.runner.story.TraceSearch;
import io.distributedlab.runner.story.TraceStory;
import java.time.Duration;
import java.util.List;

/** A missing value in Jaeger: loaded by all, waited for, and not waited for at all. */
final class Week12Stories {
  /** A third of the herd of a hundred enters at each instance; this is nearly all of it. */
  private static final int HERD = 30;

  /** Who is as slow has waited for a load. */
  private static final Duration A_LOAD = Duration.ofMillis(100);

  private static final SpanShape REQUEST = span("api-1", "GET /product/:id");
  private static final SpanShape LOAD = span("api-*", "db.load");

  private static final TraceStory NAIVE =
      TraceStory.naive(
              "Every request of the herd loads",
              requests("naive").atLeast(A_LOAD),
              REQUEST,
              LOAD.with("cache.key").with("lab.reason", "miss").below(REQUEST))
          .in(HERD);

  private static final TraceStory SINGLE_FLIGHT =
      NAIVE
          .against(
              "Who waits is linked to the load of another",
              requests("singleflight").atLeast(A_LOAD),
              REQUEST,
              span("api-1", "cache.wait").linkToAnotherTrace().below(REQUEST))
          .without(LOAD);

  private static final TraceStory STALE =
      NAIVE
          .against(
              "Served stale, nobody waits", requests("swr"), REQUEST.atMost(A_LOAD.dividedBy(2)))
          .without(LOAD, span("api-*", "cache.wait"));

  private static final SpanShape REFRESH = span("api-1", "refresh").root().linkToAnotherTrace();

  private static final TraceStory BACKGROUND =
      NAIVE
          .against(
              "The refresh is a trace of its own, linked to the request that set it off",
              TraceSearch.in("api-1").operation("refresh"),
              REFRESH)
          .without(REQUEST);

  static final List<TraceStory> ALL = List.of(NAIVE, SINGLE_FLIGHT, STALE, BACKGROUND);

  private Week12Stories() {}

  private static TraceSearch requests(String strategy) {
    return TraceSearch.in("api-1").operation("GET /product/:id").variant(strategy);
  }
}
