package io.distributedlab.runner.story;

import io.distributedlab.service.telemetry.TraceRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a lab shows, as it is seen in a trace: the search that finds it, and the spans that must be
 * in what is found. The lab's quick experiment makes such traces. A story is of a naive variant, or
 * it is the one to compare with such a story.
 *
 * @param name in a few words
 * @param naive what it is compared with; null for the naive story itself
 * @param traces how many traces must tell it: a herd is no herd in one
 * @param spans that must be there, each another one
 * @param absent spans that must not be there
 */
public record TraceStory(
    String name,
    @Nullable TraceStory naive,
    TraceSearch search,
    int traces,
    List<SpanShape> spans,
    List<SpanShape> absent) {
  private static final String NOTHING = "its search finds no trace";

  /**
   * @throws IllegalArgumentException a shape speaks of one that does not stand before it
   */
  public TraceStory {
    var known = new HashSet<SpanShape>();
    for (var shape : spans) {
      requireKnown(shape, known);
      known.add(shape);
    }
    absent.forEach(shape -> requireKnown(shape, known));
  }

  private static void requireKnown(SpanShape shape, Set<SpanShape> known) {
    for (var other : shape.others()) {
      if (!known.contains(other)) {
        throw new IllegalArgumentException(
            "%s speaks of %s, which has to stand before it in the story".formatted(shape, other));
      }
    }
  }

  /** How a naive variant looks. */
  public static TraceStory naive(String name, TraceSearch search, SpanShape... spans) {
    return new TraceStory(name, null, search, 1, List.of(spans), List.of());
  }

  /** How a better variant looks, to be compared with this naive story. */
  public TraceStory against(String name, TraceSearch search, SpanShape... spans) {
    return new TraceStory(name, this, search, 1, List.of(spans), List.of());
  }

  /** No span may look like one of these. */
  public TraceStory without(SpanShape... shapes) {
    return new TraceStory(name, naive, search, traces, spans, List.of(shapes));
  }

  /** At least so many traces must tell it. */
  public TraceStory in(int count) {
    return new TraceStory(name, naive, search, count, spans, absent);
  }

  /** Whether traces tell it that the search has found. */
  public Told by(List<TraceRecord> found) {
    var castings = found.stream().map(trace -> Casting.of(trace, this)).toList();
    var telling =
        castings.stream()
            .filter(Casting::isComplete)
            .map(Casting::trace)
            .sorted(Comparator.comparing(TraceStory::begun).reversed())
            .map(TraceRecord::traceId)
            .toList();
    return telling.size() >= traces
        ? new Told(this, telling, "")
        : new Told(this, telling, missing(castings, telling.size()));
  }

  private String missing(List<Casting> castings, int telling) {
    if (castings.isEmpty()) {
      return NOTHING;
    }
    if (telling > 0) {
      return "told by %d of %d traces, not by %d".formatted(telling, castings.size(), traces);
    }
    var nearest = castings.stream().max(Comparator.comparing(Casting::furthest)).orElseThrow();
    return "of %d found none tells it: the nearest, %s, %s"
        .formatted(castings.size(), nearest.trace().traceId(), nearest.missing());
  }

  private static Instant begun(TraceRecord trace) {
    return trace.spans().getFirst().start();
  }

  /**
   * What became of a story.
   *
   * @param traceIds of the traces that tell it, the newest first
   * @param missing what is not as the story says; empty when it is told
   */
  public record Told(TraceStory story, List<String> traceIds, String missing) {
    /** Whether the search has found nothing at all. */
    public boolean isNothing() {
      return missing.equals(NOTHING);
    }

    /** Whether enough traces tell it. */
    public boolean isTold() {
      return missing.isEmpty();
    }

    /** The newest trace that tells it. */
    public Optional<String> traceId() {
      return traceIds.stream().findFirst();
    }
  }
}
