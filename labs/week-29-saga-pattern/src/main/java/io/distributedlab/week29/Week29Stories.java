package io.distributedlab.week29;

import static io.distributedlab.runner.story.SpanShape.span;

import io.distributedlab.runner.story.SpanShape;
import io.distributedlab.runner.story.TraceSearch;
import io.distributedlab.runner.story.TraceStory;
import java.util.List;

/** A charge whose answer is lost in Jaeger, a saga whose process died, and one that turned back. */
final class Week29Stories {
  private static final SpanShape SAGA = span("orchestrator", "saga").with("saga_id");

  private static final SpanShape LOST =
      span("orchestrator", "step.charge").with("attempt", 1).failed().childOf(SAGA);

  private static final TraceStory ORPHAN =
      TraceStory.naive(
              "The answer is lost, and the money with it",
              TraceSearch.in("payment").operation("POST /process").variant("naive"),
              SAGA,
              LOST,
              span("payment", "POST /process").with("outcome", "done").below(LOST))
          .without(span("orchestrator", "compensate.charge"));

  private static final TraceStory REPLAYED =
      ORPHAN.against(
          "Asked again with the same key, payment tells what it has done",
          TraceSearch.in("orchestrator").operation("step.charge").tag("replayed", "true"),
          SAGA,
          LOST,
          span("orchestrator", "step.charge").with("replayed", true).fine().childOf(SAGA));

  private static final TraceStory RECOVERED =
      ORPHAN.against(
          "Another worker goes on, in the same trace",
          TraceSearch.in("orchestrator").tag("recovered", "true"),
          SAGA,
          span("orchestrator", "step.reserve").childOf(SAGA),
          span("orchestrator", "*")
              .with("recovered", true)
              .event("recovered by worker-")
              .childOf(SAGA));

  private static final SpanShape REFUSED =
      span("orchestrator", "step.ship").with("outcome", "refused").childOf(SAGA);

  private static final TraceStory COMPENSATED =
      ORPHAN.against(
          "A refusal is undone, step by step",
          TraceSearch.in("orchestrator").operation("compensate.charge"),
          SAGA,
          REFUSED,
          span("orchestrator", "compensate.charge").with("outcome", "done").childOf(SAGA),
          span("orchestrator", "compensate.reserve").with("outcome", "done").childOf(SAGA));

  static final List<TraceStory> ALL = List.of(ORPHAN, REPLAYED, RECOVERED, COMPENSATED);

  private Week29Stories() {}
}
