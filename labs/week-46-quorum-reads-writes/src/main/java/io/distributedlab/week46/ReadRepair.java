package io.distributedlab.week46;

import io.distributedlab.week46.Messages.Got;
import io.distributedlab.week46.Messages.Phase;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Returns with the R-th answer, and then listens on: when the last replica has answered, those that
 * were behind get the newest entry. The read does not wait for it, so it repairs, and guarantees
 * nothing. At most one repair per key is under way.
 */
final class ReadRepair implements Protocol {
  private final Replicas replicas;
  private final FirstK firstK;
  private final Counter repairs;
  private final Set<String> repairing = new HashSet<>();

  ReadRepair(Replicas replicas, FirstK firstK, Counter repairs) {
    this.replicas = replicas;
    this.firstK = firstK;
    this.repairs = repairs;
  }

  @Override
  public Future<Written> write(Op op, @Nullable String value) {
    return firstK.write(op, value);
  }

  @Override
  public Future<Seen> read(Op op) {
    var answers = replicas.readHomes(op);
    answers.everybody().onSuccess(all -> repair(op, all));
    return answers.enough().map(Seen::of);
  }

  private void repair(Op op, List<Got> answers) {
    var newest = answers.stream().map(Got::entry).reduce(Entry.absent(op.key()), Entry::merge);
    var behind =
        answers.stream().filter(got -> newest.newerThan(got.entry())).map(Got::replica).toList();
    if (!behind.isEmpty() && repairing.add(op.key())) {
      repairs.increment(behind.size());
      replicas
          .write(behind, op, newest, Phase.REPAIR)
          .everybody()
          .onComplete(done -> repairing.remove(op.key()));
    }
  }
}
