package io.distributedlab.bench;

/** Answer of the gateway. */
record GatewayReply(String service, long totalDurationMs, Chain chain) {}
