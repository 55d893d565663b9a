package io.distributedlab.week52;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Peer;
import io.distributedlab.week52.Race.Attempt;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The backends as the hedger reaches them: over one HTTP/2 connection each, so that a copy can be
 * taken back by resetting its stream and the connection lives on.
 */
class Backends {
  static final List<String> NAMES = List.of("backend-1", "backend-2", "backend-3");

  private final Service service;
  private final List<Peer> peers;
  private final BackendSelector selector =
      new BackendSelector(NAMES.size(), new SplittableRandom());

  Backends(Service service) {
    this.service = service;
    this.peers = NAMES.stream().map(name -> service.client(name).http2()).toList();
    for (int i = 0; i < NAMES.size(); i++) {
      int backend = i;
      service
          .telemetry()
          .meters()
          .gauge(
              "hedge.inflight",
              io.micrometer.core.instrument.Tags.of("backend", NAMES.get(i)),
              selector,
              all -> all.inFlight(backend));
    }
  }

  final BackendSelector selector() {
    return selector;
  }

  /** Sends a copy. */
  Attempt<Processed> send(Copy copy) {
    var attempt = new BackendAttempt(service.telemetry(), peer(copy), copy);
    selector.began(copy.backend());
    attempt.outcome().onComplete(ended -> selector.ended(copy.backend()));
    return attempt;
  }

  private Peer peer(Copy copy) {
    var peer = peers.get(copy.backend()).within(copy.deadline());
    if (copy.twin().isPresent()) {
      peer = peer.header(Copy.TWIN, NAMES.get(copy.twin().getAsInt()));
    }
    var key = copy.order().idempotencyKey();
    return key == null ? peer : peer.header(Order.IDEMPOTENCY_KEY, key);
  }
}
