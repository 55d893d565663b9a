package io.distributedlab.week29;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.BooleanSupplier;

/** A solution of exercise 4. */
final class SolvedContract extends Operations {
  SolvedContract(Pool pool, BooleanSupplier tombstones) {
    super(pool, tombstones);
  }

  @Override
  Future<Executed> perform(Command command, Work work) {
    return pool.withTransaction(
        tx ->
            insert(tx, command, "DONE")
                .compose(first -> first ? execute(tx, command, work) : replay(tx, command)));
  }

  private static Future<Executed> execute(SqlConnection tx, Command command, Work work) {
    return Refusable.run(tx, command.request(), work).compose(done -> keep(tx, command, done));
  }

  private static Future<Executed> replay(SqlConnection tx, Command command) {
    return find(tx, command.id()).map(row -> before(command, row.orElseThrow()));
  }
}
