package io.distributedlab.service.http;

import io.vertx.core.Future;

/**
 * What a route does. The value of the future becomes the answer: a {@link Reply} as it is, nothing
 * (null) 204, anything else 200 with the value as JSON. A failure becomes its {@link Problem}.
 */
@FunctionalInterface
public interface RequestHandler {
  Future<?> handle(Request request);
}
