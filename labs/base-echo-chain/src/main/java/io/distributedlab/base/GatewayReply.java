package io.distributedlab.base;

/**
 * What the caller of the gateway sees.
 *
 * @param totalDurationMs from the arrival of the request to its answer, in ms
 */
record GatewayReply(String service, long totalDurationMs, Chain chain) {}
