package io.distributedlab.week07;

import io.distributedlab.service.time.Clock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a breaker is made of.
 *
 * @param generations the next generation's number; rising over all breakers of a client
 */
record BreakerSpec(
    String target,
    BreakerSettings settings,
    Clock clock,
    RandomGenerator random,
    LongSupplier generations,
    BreakerListener listener) {}
