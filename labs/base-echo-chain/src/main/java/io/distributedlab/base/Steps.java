package io.distributedlab.base;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** How service-a puts its own work and its call of service-b together. */
interface Steps {
  /**
   * Answers one request.
   *
   * @param own begins the work of service-a
   * @param below begins the call of service-b
   */
  Future<Chain> run(Supplier<Future<Hop>> own, Supplier<Future<Hop>> below);
}
