package io.distributedlab.week07;

/** The recent past of a circuit. Times are monotonic, in ns. */
interface Window {
  /** What bounds the past. */
  enum Type {
    /** The last so many results. */
    COUNT,
    /** The results of the last ten seconds. */
    TIME
  }

  static Window of(BreakerSettings settings, long nanos) {
    return switch (settings.windowType()) {
      case COUNT -> new CountWindow(settings.windowSize());
      case TIME -> new TimeWindow(nanos);
    };
  }

  void record(long nanos, boolean failed, boolean slow);

  Counts counts(long nanos);
}
