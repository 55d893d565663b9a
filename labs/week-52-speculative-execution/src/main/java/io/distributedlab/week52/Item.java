package io.distributedlab.week52;

/**
 * One item as the frontend answers it.
 *
 * @param latencyMs as the frontend saw it
 */
record Item(String item, String mode, double latencyMs, Hedged result) {}
