package io.distributedlab.week51;

import io.vertx.core.Future;

/**
 * A request to the next service that can be taken back.
 *
 * @param takeBack tells the service that nobody waits any more; does nothing after the answer
 */
record Errand<T>(Future<T> answer, Runnable takeBack) {}
