package io.distributedlab.week46;

import io.distributedlab.week46.Messages.Got;
import io.distributedlab.week46.Messages.Phase;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A solution of exercise 4. */
class SolvedRepair implements Protocol {
  private final Replicas replicas;
  private final FirstK firstK;

  SolvedRepair(Replicas replicas, FirstK firstK) {
    this.replicas = replicas;
    this.firstK = firstK;
  }

  @Override
  public Future<Written> write(Op op, @Nullable String value) {
    return firstK.write(op, value);
  }

  @Override
  public Future<Seen> read(Op op) {
    var answers = replicas.readHomes(op);
    toMend(answers).onSuccess(all -> repair(op, all));
    return answers.enough().map(Seen::of);
  }

  Future<List<Got>> toMend(Gathering<Got> answers) {
    return answers.everybody();
  }

  boolean isBehind(Got got, Entry newest) {
    return newest.newerThan(got.entry());
  }

  private void repair(Op op, List<Got> answers) {
    var newest = Seen.newest(answers);
    var behind = answers.stream().filter(got -> isBehind(got, newest)).map(Got::replica).toList();
    if (!behind.isEmpty()) {
      replicas.write(behind, op, newest, Phase.REPAIR);
    }
  }
}
