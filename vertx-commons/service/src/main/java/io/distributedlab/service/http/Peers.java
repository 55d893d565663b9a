package io.distributedlab.service.http;

import io.distributedlab.service.Directory;
import io.distributedlab.service.faults.Faults;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.HashMap;
import java.util.Map;

/**
 * The peers of one service. All share one pool of up to {@value #POOL_SIZE} connections a peer, far
 * more than a lab has requests in flight, so that a queue for a connection never explains a result;
 * {@code vertx_pool_queue_pending} shows that there is none.
 */
public final class Peers {
  private static final int POOL_SIZE = 512;

  private final Directory directory;
  private final Faults faults;
  private final Telemetry telemetry;
  private final Clock clock;
  private final HttpClient traced;
  private final HttpClient untraced;
  private final Map<String, Peer> peers = new HashMap<>();

  public Peers(Vertx vertx, Directory directory, Faults faults, Telemetry telemetry, Clock clock) {
    this.directory = directory;
    this.faults = faults;
    this.telemetry = telemetry;
    this.clock = clock;
    this.traced = client(vertx, TracingPolicy.PROPAGATE);
    this.untraced = client(vertx, TracingPolicy.IGNORE);
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
    return Future.join(traced.close(), untraced.close()).mapEmpty();
  }

  private Peer connect(String name) {
    var address = directory.resolve(name);
    return Peer.of(
        name,
        address.host(),
        address.port(),
        traced,
        untraced,
        faults.link(name),
        telemetry,
        clock);
  }

  private static HttpClient client(Vertx vertx, TracingPolicy policy) {
    return vertx.createHttpClient(
        new HttpClientOptions().setTracingPolicy(policy),
        new PoolOptions().setHttp1MaxSize(POOL_SIZE));
  }
}
