package io.distributedlab.service;

import io.distributedlab.service.bus.Bus;
import io.distributedlab.service.faults.Faults;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Peer;
import io.distributedlab.service.http.Peers;
import io.distributedlab.service.knobs.Knobs;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.eventbus.EventBusOptions;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * One running service: its own Vertx, telemetry and HTTP server. The same code runs embedded, where
 * the services of a lab share a JVM, and in a container of its own. A verticle gets it in its
 * constructor and takes from it what it needs.
 */
public final class Service {
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** A container that comes back may have another's address: its name is asked for again, in s. */
  private static final int FRESH_SECONDS = 1;

  /** Where the JVM looks up names instead of asking, Vert.x does so too. */
  private static final String HOSTS = "jdk.net.hosts.file";

  private final ServiceConfig config;
  private final Vertx vertx;
  private final Clock clock;
  private final Faults faults;
  private final Knobs knobs;
  private final Bus bus;
  private final Peers peers;
  private final HttpService http;
  private volatile boolean ready;

  private Service(ServiceConfig config, Vertx vertx) {
    this.config = config;
    this.vertx = vertx;
    var telemetry = config.telemetry();
    this.faults =
        new Faults(vertx, config.name(), config.directory().names(), new SplittableRandom());
    this.clock = Clock.system().skewed(faults::clockOffset);
    this.knobs = new Knobs(config.name(), config.knobs());
    this.bus = new Bus(vertx.eventBus(), telemetry, clock, faults::strike);
    this.peers = new Peers(vertx, config.directory(), faults, telemetry, clock);
    this.http = new HttpService(vertx, config.host(), config.port(), telemetry, faults, clock);
    HouseRoutes.addTo(http, this);
  }

  /**
   * Starts a service and deploys its verticle. Done when the verticle has started and, in a
   * clustered lab, hears its own messages; from then on {@code /ready} answers 200. When any of it
   * fails, everything started is closed again.
   */
  public static Future<Service> start(
      ServiceConfig config, Function<Service, VerticleBase> verticle) {
    return vertx(config)
        .map(vertx -> new Service(config, vertx))
        .compose(service -> service.deploy(verticle));
  }

  public String name() {
    return config.name();
  }

  /** The address it binds: 127.0.0.1 embedded, 0.0.0.0 in a container. */
  public String host() {
    return config.host();
  }

  /** The HTTP port in use. */
  public int port() {
    return http.port();
  }

  public Vertx vertx() {
    return vertx;
  }

  /** The HTTP server: add routes, then {@link HttpService#listen()}. */
  public HttpService http() {
    return http;
  }

  /** Another service of the lab, by its name. */
  public Peer client(String peer) {
    return peers.named(peer);
  }

  /**
   * The connection string of a backend, for the Vert.x client of its kind.
   *
   * @throws IllegalArgumentException when the lab declares none of this name
   */
  public String backend(String name) {
    return Named.find(config.backends(), "backend", name);
  }

  public Bus bus() {
    return bus;
  }

  public Knobs knobs() {
    return knobs;
  }

  public Faults faults() {
    return faults;
  }

  public Clock clock() {
    return clock;
  }

  public Telemetry telemetry() {
    return config.telemetry();
  }

  boolean ready() {
    return ready;
  }

  /**
   * Stops in order: not ready any more, what is in flight finishes (at most 5 s), then everything
   * is closed and telemetry flushed (at most 2 s). Never fails.
   */
  public Future<Void> stop() {
    ready = false;
    return Detached.from(http.drain(GRACE).otherwiseEmpty().eventually(peers::close))
        .otherwiseEmpty()
        .eventually(this::drop);
  }

  /** Ends at once, as a crash does: what is in flight is lost. Never fails. */
  public Future<Void> drop() {
    ready = false;
    return Detached.from(vertx.close())
        .otherwiseEmpty()
        .eventually(() -> leaveCluster(config))
        .otherwiseEmpty()
        .eventually(telemetry()::close)
        .otherwiseEmpty();
  }

  private Future<Service> deploy(Function<Service, VerticleBase> verticle) {
    var deployed =
        Future.succeededFuture(this)
            .compose(self -> vertx.deployVerticle(verticle.apply(self)))
            .compose(id -> joinCluster())
            .onSuccess(joined -> ready = true)
            .map(this);
    return Detached.from(deployed)
        .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
  }

  private Future<Void> joinCluster() {
    var member = config.member();
    return member == null
        ? Future.succeededFuture()
        : new KnobBroadcast(this, member.services()).start();
  }

  private static Future<Void> leaveCluster(ServiceConfig config) {
    var member = config.member();
    return member == null ? Future.succeededFuture() : member.leave();
  }

  private static AddressResolverOptions addresses() {
    return new AddressResolverOptions()
        .setCacheMaxTimeToLive(FRESH_SECONDS)
        .setHostsPath(System.getProperty(HOSTS));
  }

  private static Future<Vertx> vertx(ServiceConfig config) {
    var options =
        new VertxOptions()
            .setEventLoopPoolSize(2)
            .setWorkerPoolSize(4)
            .setInternalBlockingPoolSize(4)
            .setAddressResolverOptions(addresses());
    var member = config.member();
    if (member == null) {
      return Future.succeededFuture(
          config.telemetry().instrument(Vertx.builder(), options).build());
    }
    options.setEventBusOptions(
        new EventBusOptions().setHost(config.host()).setClusterPublicHost(member.host()));
    return member
        .build(config.telemetry().instrument(Vertx.builder(), options))
        .recover(failure -> leaveCluster(config).transform(left -> Future.failedFuture(failure)));
  }
}
