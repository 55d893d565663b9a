package io.distributedlab.week46;

import io.distributedlab.week46.Messages.Phase;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Sends to all N and returns with the k-th success, k = R or W. Its latency is the k-th order
 * statistic of N. All N get the write, sooner or later.
 */
class FirstK implements Protocol {
  private final Replicas replicas;
  private final Tags tags;

  FirstK(Replicas replicas, Tags tags) {
    this.replicas = replicas;
    this.tags = tags;
  }

  @Override
  public Future<Written> write(Op op, @Nullable String value) {
    var entry = tags.stamp(op.key(), value);
    return replicas
        .writeHomes(op, entry, Phase.WRITE)
        .enough()
        .map(acks -> Written.of(entry, acks));
  }

  @Override
  public Future<Seen> read(Op op) {
    return replicas.readHomes(op).enough().map(Seen::of);
  }
}
