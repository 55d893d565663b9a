package io.distributedlab.service.faults;

import io.distributedlab.service.Service;
import io.distributedlab.service.knobs.Knob;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy in front of a backend or a service, that can be made to misbehave. It knows nothing
 * of the protocol. Its faults are three of its service's, at {@code /admin/faults}:
 *
 * <ul>
 *   <li>{@code proxy.NAME}, the {@link Mode}
 *   <li>{@code proxy.NAME.delay_ms}, added to all bytes each way; they keep their order
 *   <li>{@code proxy.NAME.bytes_per_s}, of each direction of each connection; 0 is no limit
 * </ul>
 *
 * <p>A connection to the proxy is accepted at once, whatever the delay. The gauge {@code
 * lab.proxy.connections} counts connections that are not closed on both sides. An event-loop
 * verticle of one instance; the service's HTTP server is left to its owner.
 */
public final class TcpProxy extends VerticleBase {
  private static final int BACKLOG = 1024;
  private static final int CONNECT_TIMEOUT_MS = 5_000;

  /** What happens to connections and their bytes. */
  public enum Mode {
    /** They pass. */
    PASS,
    /** Connections are reset, those that are open and those that come, as by a dead server. */
    REFUSE,
    /**
     * Connections are accepted, nothing goes either way. What was sent meanwhile, up to 256 KiB
     * each way, arrives when this ends, also when its sender has given up: as by a network that
     * loses every packet and then heals.
     */
    BLACKHOLE,
    /**
     * Bytes reach the target; the first bytes of its answer are dropped and the connection is
     * reset: the work is done, its outcome unknown.
     */
    LOSE_REPLY
  }

  /** The faults at one moment. */
  record Conditions(Mode mode, Duration delay, int bytesPerSecond) {}

  private final Service service;
  private final String name;
  private final int port;
  private final Supplier<SocketAddress> target;
  private final Knob<Mode> mode;
  private final Knob<Duration> delay;
  private final Knob<Integer> rate;
  private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
  private @Nullable NetServer server;

  /**
   * @param name of the target, in the names of the faults
   * @param port to listen on; 0 for any free one
   * @param target asked for every new connection
   */
  public TcpProxy(Service service, String name, int port, Supplier<SocketAddress> target) {
    this.service = service;
    this.name = name;
    this.port = port;
    this.target = target;
    this.mode = Knob.choice("proxy." + name, Mode.PASS, "what happens to connections to " + name);
    this.delay =
        Knob.millis("proxy." + name + ".delay_ms", 0, 0, 60_000, "added to all bytes, each way");
    this.rate =
        Knob.integer(
            "proxy." + name + ".bytes_per_s",
            0,
            0,
            1_000_000_000,
            "limit of each direction of a connection, 0 for none");
  }

  /**
   * What a service runs that is nothing but the proxy of a backend. Clients find it one port above
   * its HTTP port.
   *
   * @param backend as the lab declares it, with {@code //host:port} in its connection string
   */
  public static VerticleBase before(Service service, String backend) {
    return new VerticleBase() {
      @Override
      public Future<?> start() {
        var uri = URI.create(service.backend(backend));
        var target = SocketAddress.inetSocketAddress(uri.getPort(), uri.getHost());
        return service
            .http()
            .listen()
            .map(listening -> new TcpProxy(service, backend, service.port() + 1, () -> target))
            .compose(vertx::deployVerticle);
      }
    };
  }

  @Override
  public Future<?> start() {
    service.faults().knobs().declare(mode, delay, rate);
    service.faults().knobs().onChange(() -> context.runOnContext(changed -> proceed()));
    service
        .telemetry()
        .meters()
        .gaugeCollectionSize("lab.proxy.connections", Tags.of("proxy", name), connections);
    var client =
        vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS));
    var listening =
        vertx
            .createNetServer(new NetServerOptions().setAcceptBacklog(BACKLOG))
            .connectHandler(socket -> accept(socket, client));
    server = listening;
    return listening.listen(port, service.host());
  }

  /** The port in use, also when 0 was asked for. */
  public int port() {
    if (server == null) {
      throw new IllegalStateException("the proxy of " + name + " has not started");
    }
    return server.actualPort();
  }

  @Override
  public Future<?> stop() {
    List.copyOf(connections).forEach(ProxyConnection::reset);
    return server == null ? Future.succeededFuture() : server.close();
  }

  private void accept(NetSocket socket, NetClient client) {
    var connection =
        new ProxyConnection(
            vertx,
            service.clock(),
            socket,
            this::conditions,
            () -> client.connect(target.get()),
            connections::remove);
    connections.add(connection);
    connection.proceed();
  }

  private void proceed() {
    List.copyOf(connections).forEach(ProxyConnection::proceed);
  }

  private Conditions conditions() {
    var values = service.faults().knobs().values();
    return new Conditions(values.get(mode), values.get(delay), values.get(rate));
  }
}
