package io.distributedlab.week46;

import io.distributedlab.week46.Messages.Got;
import io.distributedlab.week46.Messages.Phase;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A linearizable register with several writers, for R + W > N.
 *
 * <pre>
 * write: ask R replicas; tag = (greatest counter + 1, me); send to all, wait for W.
 * read:  ask R replicas; take the greatest tag. If W of the answers carry it, return it.
 *        Else send it to all and wait for W before returning it.
 * </pre>
 *
 * <p>The second round of a read is what a quorum alone lacks: once a read has returned a value, W
 * replicas have it, and no later read can miss it. Clocks play no part in the order. A tag is never
 * minted twice, because a coordinator counts up from the greatest counter it has used, also when
 * the write that used it failed; and from its start time when it is new, so that one that forgot
 * what it used does not repeat it either.
 *
 * <p>Sources: Attiya, Bar-Noy and Dolev, "Sharing Memory Robustly in Message-Passing Systems" (JACM
 * 1995); Lynch and Shvartsman (FTCS 1997) for several writers.
 */
class Abd implements Protocol {
  private static final AttributeKey<String> TAG = AttributeKey.stringKey("tag");

  private final Replicas replicas;
  private final String me;
  private long minted;

  /**
   * @param start a counter greater than any that this coordinator used before it was started
   */
  Abd(Replicas replicas, String me, long start) {
    this.replicas = replicas;
    this.me = me;
    this.minted = start;
  }

  @Override
  public Future<Written> write(Op op, @Nullable String value) {
    return replicas
        .readHomes(op)
        .enough()
        .map(answers -> new Entry(op.key(), mint(Seen.newest(answers).tag()), value))
        .compose(
            entry ->
                replicas
                    .writeHomes(op, entry, Phase.WRITE)
                    .enough()
                    .map(acks -> Written.of(entry, acks)));
  }

  @Override
  public Future<Seen> read(Op op) {
    return replicas
        .readHomes(op)
        .enough()
        .compose(
            answers -> {
              var seen = Seen.of(answers);
              return isSafe(op, seen.entry(), answers)
                  ? Future.succeededFuture(seen)
                  : writeBack(op, seen.entry()).map(stored -> seen.after(2));
            });
  }

  /** Done when W replicas have the entry. */
  Future<?> writeBack(Op op, Entry entry) {
    Span.current().addEvent("write-back", Attributes.of(TAG, entry.tag().toString()));
    return replicas.writeHomes(op, entry, Phase.WRITE_BACK).enough();
  }

  /** No later read can return anything older. */
  private static boolean isSafe(Op op, Entry newest, List<Got> answers) {
    var carriers = answers.stream().filter(got -> got.entry().tag().equals(newest.tag())).count();
    return newest.tag().equals(Tag.NONE) || carriers >= op.quorum().w();
  }

  private Tag mint(Tag newest) {
    minted = Math.max(minted, newest.counter()) + 1;
    return new Tag(minted, me);
  }
}
