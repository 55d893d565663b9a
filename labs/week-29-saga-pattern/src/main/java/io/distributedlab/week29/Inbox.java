package io.distributedlab.week29;

import static io.distributedlab.week29.Database.run;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/**
 * Remembers which events were taken, in the transaction of what they caused. Delivery is at least
 * once; with this, the effect is exactly once.
 */
class Inbox {
  /** Whether this event comes for the first time. */
  Future<Boolean> first(SqlConnection tx, Event event) {
    return run(
            tx,
            "INSERT INTO inbox (event_id, type) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            event.eventId(),
            event.type())
        .map(inserted -> inserted.rowCount() == 1);
  }
}
