package io.distributedlab.base;

import static io.distributedlab.runner.story.SpanShape.span;

import io.distributedlab.runner.story.SpanShape;
import io.distributedlab.runner.story.TraceSearch;
import io.distributedlab.runner.story.TraceStory;
import java.util.List;

/** A request in Jaeger, without trace context and with it. */
final class EchoStories {
  private static final SpanShape AT_GATEWAY = span("gateway", "GET /api/process").root();
  private static final SpanShape TO_A = span("gateway", "GET service-a").childOf(AT_GATEWAY);
  private static final SpanShape AT_A = span("service-a", "GET /process").childOf(TO_A);
  private static final SpanShape WORK_OF_A =
      span("service-a", "work").with("lab.injected_ms").childOf(AT_A);
  private static final SpanShape TO_B = span("service-a", "GET service-b").childOf(AT_A);
  private static final SpanShape AT_B = span("service-b", "GET /process").childOf(TO_B);
  private static final SpanShape WORK_OF_B =
      span("service-b", "work").with("lab.injected_ms").childOf(AT_B);

  private static final TraceStory DARK =
      TraceStory.naive(
              "The gateway's trace ends at the gateway", requests("gateway", "dark"), AT_GATEWAY)
          .without(span("service-*", "GET /process"));

  private static final SpanShape ALONE = span("service-a", "GET /process").root();

  private static final TraceStory STRAY =
      TraceStory.naive(
              "The hop is a trace of its own",
              TraceSearch.in("service-a").operation("GET /process").variant("dark"),
              ALONE,
              span("service-a", "work").childOf(ALONE))
          .without(span("gateway", "GET /api/process"), span("service-b", "GET /process"));

  private static final TraceStory CHAIN =
      DARK.against(
          "One trace through all three services",
          requests("gateway", "chain"),
          AT_GATEWAY,
          TO_A,
          AT_A,
          WORK_OF_A,
          TO_B,
          AT_B,
          WORK_OF_B);

  static final List<TraceStory> ALL = List.of(DARK, STRAY, CHAIN);

  private EchoStories() {}

  private static TraceSearch requests(String service, String variant) {
    return TraceSearch.in(service).operation("GET /api/process").variant(variant);
  }
}
