package io.distributedlab.runner.story;

import io.distributedlab.service.telemetry.SpanRecord;
import io.distributedlab.service.telemetry.TraceRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each shape of a story a span of one trace, no span for two of them, by backtracking in
 * the order of the shapes. Then no span may be one of those that the story leaves out.
 */
final class Casting {
  private final TraceRecord trace;
  private final TraceStory story;
  private final Map<SpanShape, SpanRecord> cast = new HashMap<>();
  private final boolean complete;
  private int furthest;
  private @Nullable SpanShape intruder;

  private Casting(TraceRecord trace, TraceStory story) {
    this.trace = trace;
    this.story = story;
    this.complete = fill(0);
  }

  static Casting of(TraceRecord trace, TraceStory story) {
    return new Casting(trace, story);
  }

  /** Whether the trace tells the story. */
  boolean isComplete() {
    return complete;
  }

  TraceRecord trace() {
    return trace;
  }

  /** How many shapes have their span, at best. */
  int furthest() {
    return furthest;
  }

  /** What keeps the trace from telling the story; only when it does not. */
  String missing() {
    return furthest == story.spans().size()
        ? "has " + intruder
        : "lacks " + story.spans().get(furthest);
  }

  SpanRecord spanOf(SpanShape shape) {
    return Objects.requireNonNull(cast.get(shape));
  }

  boolean isBelow(SpanRecord span, SpanRecord ancestor) {
    for (var at = span; at != null; at = parent(at)) {
      if (ancestor.spanId().equals(at.parentSpanId())) {
        return true;
      }
    }
    return false;
  }

  private @Nullable SpanRecord parent(SpanRecord span) {
    return trace.spans().stream()
        .filter(other -> other.spanId().equals(span.parentSpanId()))
        .findFirst()
        .orElse(null);
  }

  private boolean fill(int next) {
    furthest = Math.max(furthest, next);
    if (next == story.spans().size()) {
      return isUndisturbed();
    }
    var shape = story.spans().get(next);
    for (var span : trace.spans()) {
      if (isFree(span) && shape.matches(span, this)) {
        cast.put(shape, span);
        if (fill(next + 1)) {
          return true;
        }
        cast.remove(shape);
      }
    }
    return false;
  }

  private boolean isFree(SpanRecord span) {
    return cast.values().stream().noneMatch(taken -> taken.spanId().equals(span.spanId()));
  }

  private boolean isUndisturbed() {
    for (var shape : story.absent()) {
      if (trace.spans().stream().anyMatch(span -> shape.matches(span, this))) {
        intruder = shape;
        return false;
      }
    }
    return true;
  }
}
