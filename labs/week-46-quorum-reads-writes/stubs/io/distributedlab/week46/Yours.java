package io.distributedlab.week46;

import io.vertx.core.Future;

/**
 * Yours to write, exercise 4: a read that also mends the replicas that are behind. For now it is
 * {@link FirstK}.
 */
class Yours extends FirstK {
  private final Replicas replicas;

  Yours(Replicas replicas, Tags tags) {
    super(replicas, tags);
    this.replicas = replicas;
  }

  @Override
  public Future<Seen> read(Op op) {
    return replicas.readHomes(op).enough().map(Seen::of);
  }
}
