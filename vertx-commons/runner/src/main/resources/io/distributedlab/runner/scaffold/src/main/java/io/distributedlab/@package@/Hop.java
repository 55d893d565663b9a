package io.distributedlab.@package@;

/**
 * What one service reports of its own work.
 *
 * @param workedMs what it was ordered to work, in ms
 */
record Hop(String service, long workedMs) {}
