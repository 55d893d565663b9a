package io.distributedlab.base;

/**
 * What one service reports of its own work.
 *
 * @param latencyMs injected latency in ms
 */
record Hop(String service, boolean processed, long latencyMs) {}
