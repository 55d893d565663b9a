package io.distributedlab.service.telemetry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Traces that outlive the {@link Ring}. Under a load of some hundred requests a second it forgets a
 * trace within half a minute, sooner than anybody has looked at it, and it forgets the few that
 * matter together with the many that do not. So of each second, service, name and variant the
 * slowest trace and the first failed one are chosen, and what the ring pushes out of them comes
 * here. Choosing by the second bounds what a burst of failures can push out: with four kinds of
 * requests, 240 traces are those of the last half minute at the very least, and of much longer when
 * little fails.
 */
final class Keepsakes {
  private static final int SPANS_OF_A_TRACE = 200;
  private static final int LOGS_OF_A_TRACE = 200;
  private static final int KINDS = 1000;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private record Kind(String service, String name, String variant, boolean failed) {}

  private record Chosen(long second, String traceId, long nanos) {}

  /**
   * What was taken of one trace.
   *
   * @param reasons number of its spans for which it was chosen
   */
  private record Keepsake(int reasons, Queue<FinishedSpan> spans, Queue<EmittedLog> logs) {
    static Keepsake begin() {
      return new Keepsake(1, new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
    }

    Keepsake with(int more) {
      return new Keepsake(reasons + more, spans, logs);
    }
  }

  private final int capacity;
  private final Map<Kind, Chosen> latest = new ConcurrentHashMap<>();
  private final Map<String, Keepsake> kept = new ConcurrentHashMap<>();
  private final Queue<String> order = new ConcurrentLinkedQueue<>();

  /**
   * @param capacity number of traces to keep
   */
  Keepsakes(int capacity) {
    this.capacity = capacity;
  }

  /** Looks whether the trace of a span that has just ended is to be kept. */
  void consider(FinishedSpan span) {
    if (span.root() || span.failed()) {
      var kind = new Kind(span.service(), span.name(), span.variant(), span.failed());
      if (latest.size() < KINDS || latest.containsKey(kind)) {
        latest.compute(kind, (same, rival) -> choose(span, rival));
      }
    }
  }

  private Chosen choose(FinishedSpan span, @Nullable Chosen rival) {
    var second = span.endNanos() / SECOND;
    var nanos = span.endNanos() - span.startNanos();
    if (rival == null || rival.second() < second) {
      keep(span.traceId());
      return new Chosen(second, span.traceId(), nanos);
    }
    if (!span.failed() && nanos > rival.nanos()) {
      kept.computeIfPresent(rival.traceId(), this::release);
      keep(span.traceId());
      return new Chosen(rival.second(), span.traceId(), nanos);
    }
    return rival;
  }

  private void keep(String traceId) {
    kept.compute(traceId, this::chosen);
    if (kept.size() > capacity) {
      var oldest = order.poll();
      if (oldest != null) {
        kept.remove(oldest);
      }
    }
  }

  private Keepsake chosen(String traceId, @Nullable Keepsake keepsake) {
    if (keepsake != null) {
      return keepsake.with(1);
    }
    order.add(traceId);
    return Keepsake.begin();
  }

  /** Null when there was no other reason to keep it. */
  private @Nullable Keepsake release(String traceId, Keepsake keepsake) {
    if (keepsake.reasons() > 1) {
      return keepsake.with(-1);
    }
    order.remove(traceId);
    return null;
  }

  /** Takes what the ring has pushed out, if it is of a trace that is to be kept. */
  void take(@Nullable FinishedSpan span) {
    var keepsake = span == null ? null : kept.get(span.traceId());
    if (span != null && keepsake != null && keepsake.spans().size() < SPANS_OF_A_TRACE) {
      keepsake.spans().add(span);
    }
  }

  /** Takes what the ring has pushed out, if it is of a trace that is to be kept. */
  void take(@Nullable EmittedLog log) {
    var keepsake = log == null ? null : kept.get(log.traceId());
    if (log != null && keepsake != null && keepsake.logs().size() < LOGS_OF_A_TRACE) {
      keepsake.logs().add(log);
    }
  }

  /** What was taken, by trace, the one chosen last first; newest span first. */
  Map<String, List<FinishedSpan>> spans() {
    var all = new LinkedHashMap<String, List<FinishedSpan>>();
    for (var id : List.copyOf(order).reversed()) {
      var spans = spans(id);
      if (!spans.isEmpty()) {
        all.put(id, spans);
      }
    }
    return all;
  }

  /** The spans that were taken of a trace, newest first. */
  List<FinishedSpan> spans(String traceId) {
    var keepsake = kept.get(traceId);
    return keepsake == null ? List.of() : List.copyOf(keepsake.spans()).reversed();
  }

  /** The log records that were taken of a trace, in their order. */
  List<EmittedLog> logs(String traceId) {
    var keepsake = kept.get(traceId);
    return keepsake == null ? List.of() : List.copyOf(keepsake.logs());
  }

  void clear() {
    kept.clear();
    order.clear();
    latest.clear();
  }
}
