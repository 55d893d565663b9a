package io.distributedlab.week51;

/**
 * The answer of the next service.
 *
 * @param workMs its work and that of all behind it, without queueing
 */
record Downstream(Hop hop, double workMs) {}
