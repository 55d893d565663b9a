package io.distributedlab.week07;

import java.time.Duration;

/**
 * A circuit changes its state.
 *
 * @param generation number of the new state
 * @param seen the window that decided it, as it was
 * @param remaining how long it stays open; zero unless {@code to} is OPEN
 */
record Transition(
    String target,
    State from,
    State to,
    Reason reason,
    long generation,
    Counts seen,
    Duration remaining) {}
