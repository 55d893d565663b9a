package io.distributedlab.service.telemetry;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which traces, and in which order.
 *
 * @param limit how many at most
 * @param service only traces that passed this service; null for all
 * @param variant only traces with a span of this variant of the lab; null for all
 * @param failed only traces with a span that failed
 * @param minMs only traces that took at least so long, from the first start to the last end, in ms
 * @param order which come first
 */
public record TraceQuery(
    int limit,
    @Nullable String service,
    @Nullable String variant,
    boolean failed,
    double minMs,
    Order order) {
  /** Which traces come first. */
  public enum Order {
    /** The one whose last span ended last. */
    NEWEST,
    /** The one that took longest. */
    SLOWEST
  }

  /** The newest of all, or of those that passed a service. */
  public static TraceQuery newest(int limit, @Nullable String service) {
    return new TraceQuery(limit, service, null, false, 0, Order.NEWEST);
  }

  /**
   * @param spans of one trace, at least one
   */
  boolean matches(List<FinishedSpan> spans) {
    return (service == null || spans.stream().anyMatch(span -> span.service().equals(service)))
        && (variant == null || spans.stream().anyMatch(span -> span.variant().equals(variant)))
        && (!failed || spans.stream().anyMatch(FinishedSpan::failed))
        && (minMs == 0 || nanos(spans) / 1e6 >= minMs);
  }

  /** The newest come first as they are. */
  <T> Stream<T> ordered(Stream<T> newestFirst, Function<T, List<FinishedSpan>> spans) {
    return switch (order) {
      case NEWEST -> newestFirst;
      case SLOWEST -> newestFirst.sorted(Comparator.comparing(trace -> -nanos(spans.apply(trace))));
    };
  }

  private static long nanos(List<FinishedSpan> spans) {
    return spans.stream().mapToLong(FinishedSpan::endNanos).max().orElseThrow()
        - spans.stream().mapToLong(FinishedSpan::startNanos).min().orElseThrow();
  }
}
