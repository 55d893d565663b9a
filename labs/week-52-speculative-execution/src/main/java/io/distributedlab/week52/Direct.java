package io.distributedlab.week52;

/** One attempt, round robin, and that is that: the caller has the tail of the backends. */
final class Direct implements Strategy {}
