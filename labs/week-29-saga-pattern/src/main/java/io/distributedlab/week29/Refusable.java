package io.distributedlab.week29;

import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;

/**
 * Runs work that may refuse, inside a transaction that goes on either way: a refusal takes back
 * what the work has changed so far, and nothing else.
 */
final class Refusable {
  /**
   * @param result of the work, or the problem of the refusal
   */
  record Decision(boolean refused, JsonObject result) {}

  private Refusable() {}

  static Future<Decision> run(SqlConnection tx, JsonObject input, Work work) {
    return tx.query("SAVEPOINT work")
        .execute()
        .compose(saved -> work.run(tx, input))
        .map(result -> new Decision(false, result))
        .recover(
            failure ->
                failure instanceof Problem problem && !problem.isFault()
                    ? tx.query("ROLLBACK TO SAVEPOINT work")
                        .execute()
                        .map(back -> new Decision(true, problem.toJson()))
                    : Future.failedFuture(failure));
  }
}
