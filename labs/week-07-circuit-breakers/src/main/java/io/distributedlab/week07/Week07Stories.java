package io.distributedlab.week07;

import static io.distributedlab.runner.story.SpanShape.span;

import io.distributedlab.runner.story.SpanShape;
import io.distributedlab.runner.story.TraceSearch;
import io.distributedlab.runner.story.TraceStory;
import java.time.Duration;
import java.util.List;

/** A call of a backend that hangs in Jaeger: waited for, refused, tried again. */
final class Week07Stories {
  /** Less than the timeout of a call. */
  private static final Duration TIMEOUT = Duration.ofMillis(450);

  private static final Duration AT_ONCE = Duration.ofMillis(25);

  private static final SpanShape REQUEST = span("client", "GET /api/data");
  private static final SpanShape FAILED = REQUEST.failed();

  private static final TraceStory NONE =
      TraceStory.naive(
          "Without a breaker the caller waits for the timeout",
          requests("none").answered(503).atLeast(TIMEOUT),
          FAILED,
          span("client", "GET backend-*").failed().atLeast(TIMEOUT).childOf(FAILED));

  private static final TraceStory OPEN =
      NONE.against(
              "An open circuit refuses, and calls nobody",
              requests("window").tag("state", "open"),
              REQUEST.event("breaker.rejected", "state", "open").failed().atMost(AT_ONCE))
          .without(span("client", "GET backend-*"));

  private static final SpanShape PROBE =
      REQUEST.with("breaker.probe", true).with("generation").fine();

  private static final TraceStory HALF_OPEN =
      NONE.against(
          "A probe finds the backend well",
          requests("window").tag("breaker.probe", "true"),
          PROBE,
          span("client", "GET backend-*").fine().childOf(PROBE));

  static final List<TraceStory> ALL = List.of(NONE, OPEN, HALF_OPEN);

  private Week07Stories() {}

  private static TraceSearch requests(String policy) {
    return TraceSearch.in("client").operation("GET /api/data").variant(policy);
  }
}
