package io.distributedlab.week46;

import io.distributedlab.week46.Gathering.OnFailure;
import io.distributedlab.week46.Messages.Phase;
import io.distributedlab.week46.Messages.Wrote;
import io.vertx.core.Future;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A write for a home that cannot be reached goes to the next replica in rendezvous order, which
 * keeps it as a hint and acknowledges it. Reads ask the homes only. So a write is accepted while W
 * of any replicas can be reached, and R + W > N promises nothing until the hints are delivered: the
 * W are no subset of the N that are read. Source: DeCandia et al., "Dynamo: Amazon's Highly
 * Available Key-value Store" (SOSP 2007), section 4.6.
 */
record Sloppy(Replicas replicas, Tags tags, FirstK firstK) implements Protocol {
  @Override
  public Future<Written> write(Op op, @Nullable String value) {
    var entry = tags.stamp(op.key(), value);
    var standIns = op.others().iterator();
    return Gathering.of(
            op.homes(),
            op.quorum().w(),
            OnFailure.INDETERMINATE,
            home ->
                replicas
                    .write(home, op.id(), Phase.WRITE, entry)
                    .recover(failure -> standIn(op, entry, home, standIns, failure)))
        .enough()
        .map(acks -> Written.of(entry, acks));
  }

  @Override
  public Future<Seen> read(Op op) {
    return firstK.read(op);
  }

  private Future<Wrote> standIn(
      Op op, Entry entry, String home, Iterator<String> standIns, Throwable failure) {
    return standIns.hasNext()
        ? replicas
            .hint(standIns.next(), home, op, entry)
            .recover(next -> standIn(op, entry, home, standIns, next))
        : Future.failedFuture(failure);
  }
}
