package io.distributedlab.service.http;

import io.distributedlab.service.Directory.Address;
import io.distributedlab.service.faults.LinkFaults;
import io.distributedlab.service.telemetry.ClientSpans;
import io.distributedlab.service.telemetry.TraceContext;
import io.distributedlab.service.time.Clock;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Another service, as this one calls it over pooled connections. Immutable: {@link #within}, {@link
 * #http2} and {@link #untraced} give a changed view. A call fails with a {@link Problem}: 502 when
 * the peer cannot be reached or answers 5xx, 504 when it is late, and the peer's own problem when
 * it answers 4xx or itself says that something was late (504). The member {@code hop} names the
 * innermost service that failed. A late call is cancelled, so its connection is not kept busy.
 */
public final class Peer {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  /** What all views of a peer share. */
  record Link(
      String name,
      Address address,
      HttpClients clients,
      LinkFaults faults,
      OutcomeTimers timers,
      Tracer tracer,
      Clock clock) {}

  private final Link link;
  private final HttpClient client;
  private final Duration timeout;
  private final Deadline deadline;
  private final Map<String, String> headers;

  private Peer(
      Link link,
      HttpClient client,
      Duration timeout,
      Deadline deadline,
      Map<String, String> headers) {
    this.link = link;
    this.client = client;
    this.timeout = timeout;
    this.deadline = deadline;
    this.headers = headers;
  }

  static Peer of(Link link) {
    return new Peer(link, link.clients().http1(), DEFAULT_TIMEOUT, Deadline.NONE, Map.of());
  }

  /** Waits at most this long for an answer; 5 s unless told. */
  public Peer within(Duration timeout) {
    return new Peer(link, client, timeout, deadline, headers);
  }

  /** Waits no longer than the caller does, and tells the peer how long that is. */
  public Peer within(Deadline deadline) {
    return new Peer(link, client, timeout, deadline, headers);
  }

  /** Sends no trace context, so the peer starts a trace of its own. */
  public Peer untraced() {
    return new Peer(link, link.clients().untraced(), timeout, deadline, headers);
  }

  /**
   * Over one HTTP/2 connection (h2c): a cancelled call is one reset stream, where HTTP/1.1 has to
   * close the connection.
   */
  public Peer http2() {
    return new Peer(link, link.clients().http2(), timeout, deadline, headers);
  }

  /** Sends one more header with every request. */
  public Peer header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Peer(link, client, timeout, deadline, more);
  }

  public Future<PeerReply> get(String path) {
    return send(HttpMethod.GET, path, null);
  }

  public Future<PeerReply> post(String path, Object body) {
    return send(HttpMethod.POST, path, body);
  }

  public Future<PeerReply> put(String path, Object body) {
    return send(HttpMethod.PUT, path, body);
  }

  public Future<PeerReply> delete(String path) {
    return send(HttpMethod.DELETE, path, null);
  }

  /** Any call; a body other than null is sent as JSON. */
  public Future<PeerReply> send(HttpMethod method, String path, @Nullable Object body) {
    return call(method, path, body).reply();
  }

  /** As {@link #send}, and the caller can take it back. */
  public Call call(HttpMethod method, String path, @Nullable Object body) {
    var budget = deadline.clip(timeout);
    var exchange = new PeerExchange(link.tracer, client);
    if (budget.toMillis() == 0) {
      return new Call(Future.failedFuture(Problem.peerLate(link.name, budget)), exchange);
    }
    var started = link.clock.nanos();
    var options = options(method, path, budget);
    var json = body == null ? null : Json.write(body);
    var reply =
        TraceContext.here(link.faults.carry(() -> exchange.run(options, json)))
            .timeout(budget.toMillis(), TimeUnit.MILLISECONDS)
            .compose(this::expectSuccess)
            .recover(failure -> Future.failedFuture(problem(failure, budget)))
            .onComplete(
                done -> {
                  exchange.giveUp();
                  link.timers.record(outcome(done.cause()), link.clock.nanos() - started);
                });
    return new Call(reply, exchange);
  }

  private RequestOptions options(HttpMethod method, String path, Duration budget) {
    var options =
        new RequestOptions()
            .setMethod(method)
            .setHost(link.address.host())
            .setPort(link.address.port())
            .setURI(path);
    ClientSpans.name(options, link.name);
    headers.forEach(options::putHeader);
    if (deadline.exists()) {
      options.putHeader(Deadline.HEADER, Long.toString(budget.toMillis()));
    }
    return options;
  }

  private Future<PeerReply> expectSuccess(PeerReply reply) {
    if (reply.status() < 300) {
      return Future.succeededFuture(reply);
    }
    var told = problemOf(reply);
    if (reply.status() < 500) {
      return Future.failedFuture(told);
    }
    var hop = told.members().getOrDefault("hop", link.name);
    var failure = reply.status() == 504 ? told : Problem.of(502, "peer-failed", told.detail());
    return Future.failedFuture(failure.with("hop", hop).with("peer_status", reply.status()));
  }

  private Problem problemOf(PeerReply reply) {
    var mediaType = reply.headers().get("Content-Type");
    return Problem.MEDIA_TYPE.equals(mediaType)
        ? Problem.fromJson(reply.json())
        : Problem.of(
            reply.status(),
            reply.status() == 504 ? "peer-late" : "peer-failed",
            link.name + " answered " + reply.status());
  }

  private Problem problem(Throwable failure, Duration budget) {
    return switch (failure) {
      case Problem problem -> problem;
      case StreamResetException reset when reset.getCause() instanceof CancellationException ->
          Problem.of(Call.CANCELLED, "cancelled", "the caller took the call back");
      case TimeoutException late -> Problem.peerLate(link.name, budget);
      default ->
          Problem.peerFailed(link.name, link.name + " cannot be reached or broke the connection");
    };
  }

  private static Outcome outcome(@Nullable Throwable failure) {
    return failure instanceof Problem problem ? Outcome.of(problem.status()) : Outcome.SUCCESS;
  }
}
