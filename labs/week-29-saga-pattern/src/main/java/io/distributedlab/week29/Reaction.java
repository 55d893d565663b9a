package io.distributedlab.week29;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

/**
 * What a participant does when it hears of an event, and what it says then. Compensation is a
 * reaction like any other: to a {@code refused}.
 *
 * @param done type of the event to tell when the work is done; null when the saga ends here
 * @param refused type of the event to tell when it was refused; null when it cannot be
 */
record Reaction(Work work, @Nullable String done, @Nullable String refused) {
  /**
   * What is told next.
   *
   * @param type null when there is nothing to tell
   */
  record Next(@Nullable String type, JsonObject payload) {}

  static Reaction last(Work work) {
    return new Reaction(work, null, null);
  }

  static Reaction then(String done, Work work) {
    return new Reaction(work, done, null);
  }

  static Reaction then(String done, String refused, Work work) {
    return new Reaction(work, done, refused);
  }

  Future<Next> to(Event event, SqlConnection tx) {
    var payload = new JsonObject(event.payload());
    return Refusable.run(tx, payload, work).map(decision -> next(payload, decision));
  }

  private Next next(JsonObject payload, Refusable.Decision decision) {
    return decision.refused()
        ? new Next(refused, payload.copy().put("reason", decision.result().getString("detail")))
        : new Next(done, payload.copy().mergeIn(decision.result()));
  }
}
