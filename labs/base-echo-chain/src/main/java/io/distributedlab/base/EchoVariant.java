package io.distributedlab.base;

/** How the chain is called, and whether the trace follows it. */
public enum EchoVariant {
  /** Over HTTP without trace context: three services, three unconnected traces. */
  DARK,
  /** Over HTTP, one hop after the other, one trace. */
  CHAIN,
  /** As {@link #CHAIN}, but service-a asks service-b over the event bus. */
  BUS,
  /** The gateway asks both services at once: the total is the slower one, not the sum. */
  FANOUT,
  /** As {@link #CHAIN}, but the learner says how service-a puts the steps together. */
  YOURS
}
