package io.distributedlab.base;

import io.vertx.core.Future;

/** Writes down what service-a did, with a checksum that is computed off the event loop. */
interface Audit {
  /** Done when the line is written. */
  Future<Void> write(Hop worked);
}
