package io.distributedlab.bench;

/** Answer of service-b. */
record Hop(String service, boolean processed, long latencyMs) {}
