package io.distributedlab.service.telemetry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final int KINDS = 64;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private record Kind(String service, String name, String variant, boolean failed) {}

  private record Chosen(String traceId, long nanos) {}

  private static final class Keepsake {
    private final List<FinishedSpan> spans = new ArrayList<>();
    private final List<EmittedLog> logs = new ArrayList<>();
    private int reasons;
  }

  private final int capacity;
  private final Map<String, Keepsake> kept = new ConcurrentHashMap<>();
  private final ArrayDeque<String> order = new ArrayDeque<>();
  private final Map<Kind, Chosen> ofThisSecond = new HashMap<>();
  private long second;

  /**
   * @param capacity number of traces to keep
   */
  Keepsakes(int capacity) {
    this.capacity = capacity;
  }

  /** Looks whether the trace of a span that has just ended is to be kept. */
  void consider(FinishedSpan span) {
    if (span.root() || span.failed()) {
      choose(span);
    }
  }

  private synchronized void choose(FinishedSpan span) {
    if (span.endNanos() / SECOND > second) {
      second = span.endNanos() / SECOND;
      ofThisSecond.clear();
    }
    var kind = new Kind(span.service(), span.name(), span.variant(), span.failed());
    var nanos = span.endNanos() - span.startNanos();
    var rival = ofThisSecond.get(kind);
    if (rival == null ? ofThisSecond.size() < KINDS : !span.failed() && nanos > rival.nanos()) {
      ofThisSecond.put(kind, new Chosen(span.traceId(), nanos));
      replace(rival, span.traceId());
    }
  }

  private void replace(@Nullable Chosen rival, String traceId) {
    if (rival != null) {
      release(rival.traceId());
    }
    kept.computeIfAbsent(traceId, this::begin).reasons++;
    if (order.size() > capacity) {
      kept.remove(order.remove());
    }
  }

  private Keepsake begin(String traceId) {
    order.add(traceId);
    return new Keepsake();
  }

  /** A trace may have been chosen for several of its spans. */
  private void release(String traceId) {
    var keepsake = kept.get(traceId);
    if (keepsake != null && --keepsake.reasons == 0) {
      kept.remove(traceId);
      order.remove(traceId);
    }
  }

  /** Takes what the ring has pushed out, if it is of a trace that is to be kept. */
  void take(@Nullable FinishedSpan span) {
    var keepsake = span == null ? null : kept.get(span.traceId());
    if (span != null && keepsake != null) {
      add(keepsake.spans, span, SPANS_OF_A_TRACE);
    }
  }

  /** Takes what the ring has pushed out, if it is of a trace that is to be kept. */
  void take(@Nullable EmittedLog log) {
    var keepsake = log == null ? null : kept.get(log.traceId());
    if (log != null && keepsake != null) {
      add(keepsake.logs, log, LOGS_OF_A_TRACE);
    }
  }

  private synchronized <T> void add(List<T> list, T element, int most) {
    if (list.size() < most) {
      list.add(element);
    }
  }

  /** What was taken, by trace, the one chosen last first; newest span first. */
  synchronized Map<String, List<FinishedSpan>> spans() {
    var all = new LinkedHashMap<String, List<FinishedSpan>>();
    order
        .descendingIterator()
        .forEachRemaining(
            id -> {
              var spans = spans(id);
              if (!spans.isEmpty()) {
                all.put(id, spans);
              }
            });
    return all;
  }

  /** The spans that were taken of a trace, newest first. */
  synchronized List<FinishedSpan> spans(String traceId) {
    var keepsake = kept.get(traceId);
    return keepsake == null ? List.of() : List.copyOf(keepsake.spans).reversed();
  }

  /** The log records that were taken of a trace, in their order. */
  synchronized List<EmittedLog> logs(String traceId) {
    var keepsake = kept.get(traceId);
    return keepsake == null ? List.of() : List.copyOf(keepsake.logs);
  }

  synchronized void clear() {
    kept.clear();
    order.clear();
    ofThisSecond.clear();
  }
}
