package io.distributedlab.week45;

import static io.distributedlab.week45.Week45Knobs.PROCESSING;
import static io.distributedlab.week45.Week45Knobs.SINK_CONNECTIONS;

import io.distributedlab.service.Service;
import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.http.PeerReply;
import io.distributedlab.service.telemetry.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * One consumer's way to the sink: a pool of connections with an unbounded queue before it, as HTTP
 * clients have. Belongs to one event loop.
 */
final class SinkClient {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Service service;
  private final Slots connections;
  private boolean closed;

  SinkClient(Service service) {
    this.service = service;
    this.connections =
        new Slots(() -> service.knobs().get(SINK_CONNECTIONS), () -> Integer.MAX_VALUE);
  }

  /** Sends when a connection is free; never done when the consumer is gone by then. */
  Future<PeerReply> post(String path, Object body) {
    Promise<Void> turn = Promise.promise();
    var ticket = connections.enter(() -> begin(turn));
    return TraceContext.here(turn.future())
        .compose(ours -> send(path, body))
        .onComplete(done -> ticket.leave());
  }

  /** What waits for a connection is never sent, as if its memory were gone. */
  void close() {
    closed = true;
  }

  private void begin(Promise<Void> turn) {
    if (!closed) {
      turn.complete();
    }
  }

  private Future<PeerReply> send(String path, Object body) {
    var patience = service.knobs().get(PROCESSING).multipliedBy(2).plus(GRACE);
    return service.client("sink").within(patience).post(path, body);
  }
}
