package io.distributedlab.service.http;

import io.distributedlab.service.Directory;
import io.distributedlab.service.faults.Faults;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.time.Clock;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/** The peers of one service, each made when it is first asked for. */
public final class Peers {
  private final Directory directory;
  private final Faults faults;
  private final Telemetry telemetry;
  private final Clock clock;
  private final HttpClients clients;
  private final Map<String, Peer> peers = new HashMap<>();

  public Peers(Vertx vertx, Directory directory, Faults faults, Telemetry telemetry, Clock clock) {
    this.directory = directory;
    this.faults = faults;
    this.telemetry = telemetry;
    this.clock = clock;
    this.clients = HttpClients.of(vertx);
  }

  /**
   * The peer of this name.
   *
   * @throws IllegalArgumentException when the directory does not know it
   */
  public Peer named(String name) {
    return peers.computeIfAbsent(name, this::connect);
  }

  public Future<Void> close() {
    return clients.close();
  }

  private Peer connect(String name) {
    var timers =
        new OutcomeTimers(telemetry.meters(), "lab.http.client.requests", Tags.of("peer", name));
    return Peer.of(
        new Peer.Link(
            name,
            directory.resolve(name),
            clients,
            faults.link(name),
            timers,
            telemetry.tracer(),
            clock));
  }
}
