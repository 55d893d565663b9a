package io.distributedlab.week52;

/**
 * What a backend answers.
 *
 * @param queuedMs waited for a slot
 * @param serviceMs in service
 */
record Processed(String backend, String requestId, double queuedMs, double serviceMs) {}
