/**
 * The servers the labs run on: PostgreSQL and Redis as child processes, Kafka inside this JVM. A
 * verticle sees only their {@link io.distributedlab.backends.Backend#uri uri}.
 */
@NullMarked
package io.distributedlab.backends;

import org.jspecify.annotations.NullMarked;
