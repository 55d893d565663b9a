package io.distributedlab.week29;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.function.BooleanSupplier;

/**
 * Yours to mend, exercise 4: how commands of the variant {@code yours} are executed at most once.
 * It looks whether the command is known, does the work, and notes the command afterwards, each in a
 * transaction of its own. A command that comes twice at once is executed twice.
 */
final class YourContract extends Operations {
  YourContract(Pool pool, BooleanSupplier tombstones) {
    super(pool, tombstones);
  }

  @Override
  Future<Executed> perform(Command command, Work work) {
    return pool.withTransaction(tx -> find(tx, command.id()))
        .compose(
            known ->
                known
                    .map(row -> Future.succeededFuture(before(command, row)))
                    .orElseGet(() -> doAndNote(command, work)));
  }

  private Future<Executed> doAndNote(Command command, Work work) {
    return pool.withTransaction(tx -> Refusable.run(tx, command.request(), work))
        .compose(
            done ->
                pool.withTransaction(
                    tx -> insert(tx, command, "DONE").compose(noted -> keep(tx, command, done))));
  }
}
