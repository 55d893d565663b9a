package io.distributedlab.week45;

/** What is done when producers outrun consumers. */
public enum OverloadResponse {
  /** Nothing: the backlog grows. */
  NONE,
  /** The producer admits less, by the time lag that the monitor reports. */
  THROTTLE,
  /** Consumers put aside what has waited too long. */
  SHED_STALE,
  /** The monitor asks for more consumers. */
  AUTOSCALE
}
