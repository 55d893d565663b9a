package io.distributedlab.week07;

/**
 * A call that went well, or what its caller gets instead.
 *
 * @param circuitState after the call
 * @param latencyMs what the client's caller waited for the backend
 * @param source {@link #BACKEND} or {@link #FALLBACK}
 * @param ageMs of the answer: 0 from a backend, from a fallback the time since it came
 */
record DataReply(
    String circuitState, BackendReply backendResponse, long latencyMs, String source, long ageMs) {
  static final String BACKEND = "backend";
  static final String FALLBACK = "fallback";

  /** Fresh from a backend. */
  static DataReply fresh(String circuitState, BackendReply reply, long latencyMs) {
    return new DataReply(circuitState, reply, latencyMs, BACKEND, 0);
  }

  /** The same answer some time later. */
  DataReply aged(long ms) {
    return new DataReply(circuitState, backendResponse, latencyMs, FALLBACK, ms);
  }
}
