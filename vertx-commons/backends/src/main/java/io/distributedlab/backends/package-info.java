/**
 * The servers the labs run on. A lab declares them by a {@link
 * io.distributedlab.backends.BackendSpec}; whoever runs it has them embedded (PostgreSQL and Redis
 * as child processes, Kafka inside this JVM), in containers, or by the address of a server that
 * runs already. A verticle sees only their connection string.
 */
@NullMarked
package io.distributedlab.backends;

import org.jspecify.annotations.NullMarked;
