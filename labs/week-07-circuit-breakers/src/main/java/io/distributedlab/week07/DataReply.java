package io.distributedlab.week07;

/**
 * A call that went well.
 *
 * @param circuitState after the call
 * @param latencyMs what the client's caller waited for the backend
 */
record DataReply(String circuitState, BackendReply backendResponse, long latencyMs) {}
