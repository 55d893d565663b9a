package io.distributedlab.week46;

import io.distributedlab.week46.Messages.Phase;
import io.distributedlab.week46.Week46Knobs.ClockKind;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The naive one: asks all N, waits for all of them or the timeout, and counts then. So R and W
 * change neither latency nor staleness, one replica that hangs makes every operation as late as the
 * timeout, and tags are wall-clock times, whatever the knob says.
 */
record WaitAll(Replicas replicas, Tags tags) implements Protocol {
  @Override
  public Future<Written> write(Op op, @Nullable String value) {
    var entry = tags.stamp(op.key(), value, ClockKind.WALL);
    return all(replicas.writeHomes(op, entry, Phase.WRITE)).map(acks -> Written.of(entry, acks));
  }

  @Override
  public Future<Seen> read(Op op) {
    return all(replicas.readHomes(op)).map(Seen::of);
  }

  private static <A> Future<List<A>> all(Gathering<A> gathering) {
    return gathering.everybody().compose(all -> gathering.enough().map(all));
  }
}
