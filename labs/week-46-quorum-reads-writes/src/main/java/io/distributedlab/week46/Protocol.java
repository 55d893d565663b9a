package io.distributedlab.week46;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * How a coordinator reads and writes a key at its replicas. Both fail with a 503 problem {@code
 * quorum-not-met} when too few of them answer; a failed write may still appear later.
 */
interface Protocol {
  /** Writes a value, or a tombstone when it is null. */
  Future<Written> write(Op op, @Nullable String value);

  Future<Seen> read(Op op);
}
