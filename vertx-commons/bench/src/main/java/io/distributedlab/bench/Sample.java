package io.distributedlab.bench;

/**
 * What one variant did in one round.
 *
 * @param perSecond answers per second
 * @param cpuMicros processor time of the three services per answer, in µs
 */
record Sample(double perSecond, double cpuMicros) {}
