package io.distributedlab.week12;

/** A value, and where it came from. */
record Served(Cached cached, CacheStatus status) {}
