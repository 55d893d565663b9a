package io.distributedlab.experiment;

import io.distributedlab.experiment.load.Reply;
import io.distributedlab.experiment.load.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The deployed services in an experiment's hands: asks them over HTTP, sets knobs and faults, kills
 * and restarts. Remembers what every knob and fault was before it was first touched, and who is
 * down, and can put all of it back.
 */
public final class Stage {
  private static final long PATIENCE_SECONDS = 10;
  private static final Duration POLL = Duration.ofMillis(10);

  private record Setting(String service, String path) {}

  private final Deployment deployment;
  private final Vertx vertx;
  private final HttpClient client;
  private final Arrival arrival;
  private final Map<Setting, JsonObject> before = new LinkedHashMap<>();
  private final Set<String> killed = new LinkedHashSet<>();
  private final Set<String> paused = new LinkedHashSet<>();
  private final Set<String> disturbed = new LinkedHashSet<>();

  Stage(Vertx vertx, Deployment deployment) {
    this.deployment = deployment;
    this.vertx = vertx;
    this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(64));
    this.arrival = new Arrival(vertx);
  }

  public Deployment deployment() {
    return deployment;
  }

  public Future<Reply> get(String service, String path) {
    return send(service, Request.get(path));
  }

  public Future<Reply> post(String service, String path, Object json) {
    return send(service, Request.post(path, json));
  }

  public Future<Reply> put(String service, String path, Object json) {
    return send(service, Request.put(path, json));
  }

  /** One request outside any load; an answer of any status is a success. */
  public Future<Reply> send(String service, Request request) {
    return send(deployment.base(service), request);
  }

  /** Asks every 10 ms until the answer is yes; fails when it is still no after that time. */
  public Future<Void> until(Duration atMost, Supplier<Future<Boolean>> question) {
    return becomesTrue(atMost, question)
        .compose(
            yes ->
                yes
                    ? Future.succeededFuture()
                    : Future.failedFuture("what the experiment waits for did not happen"));
  }

  /** Asks every 10 ms until the answer is yes, for so long at most; the last answer. */
  public Future<Boolean> becomesTrue(Duration atMost, Supplier<Future<Boolean>> question) {
    return ask(POLL, atMost, question, yes -> yes);
  }

  /** Asks again and again until an answer is enough, for so long at most; the last answer. */
  public <T> Future<T> ask(
      Duration every, Duration atMost, Supplier<Future<T>> question, Predicate<T> enough) {
    return new Polling(vertx, every, atMost).ask(question, enough);
  }

  /** How much work waits at a fault point of a service; fails when it has no such point. */
  public Future<Integer> waitingAt(String service, String point) {
    return get(service, "/admin/faults/points")
        .map(
            reply ->
                reply.array().stream()
                    .map(JsonObject.class::cast)
                    .filter(one -> one.getString("name").equals(point))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchElementException(service + " has no " + point))
                    .getInteger("waiting"));
  }

  /**
   * Asks the runner itself, as for {@code /admin/traces}, once it has what the services have told
   * until now; fails where there is none.
   */
  public Future<Reply> console(String path) {
    return arrival.quiet(() -> runner("/admin/telemetry")).compose(all -> runner(path));
  }

  private Future<Reply> runner(String path) {
    return deployment
        .console()
        .map(runner -> send(runner, Request.get(path)))
        .orElseGet(() -> Future.failedFuture("this deployment has no console"));
  }

  /** Traces that the console has, at most {@code limit}, the newest first. */
  public Future<List<Trace>> traces(int limit) {
    return console("/admin/traces?limit=" + limit).map(reply -> Trace.parse(reply.array()));
  }

  /** One trace; fails when the console does not have it. */
  public Future<Trace> trace(String traceId) {
    return console("/admin/traces/" + traceId).map(reply -> Trace.parse(reply.json()));
  }

  /** Sets knobs of a service, all or nothing; fails when the service refuses. */
  public Future<Void> knobs(String service, Map<String, ?> values) {
    return change(new Setting(service, "/admin/knobs"), new JsonObject(Map.copyOf(values)));
  }

  /** Sets faults of a service, all or nothing; fails when the service refuses. */
  public Future<Void> faults(String service, Map<String, ?> values) {
    return change(new Setting(service, "/admin/faults"), new JsonObject(Map.copyOf(values)));
  }

  /** What the service's {@code /metrics} says; empty when it cannot be reached. */
  public Future<Scrape> scrape(String service) {
    return get(service, "/metrics")
        .map(reply -> Scrape.parse(reply.body().toString()))
        .otherwise(Scrape.EMPTY);
  }

  /** Scrapes every service. */
  Future<Map<String, Scrape>> scrapeAll() {
    var all = new LinkedHashMap<String, Scrape>();
    return Future.all(
            deployment.services().stream()
                .map(service -> scrape(service).onSuccess(scrape -> all.put(service, scrape)))
                .toList())
        .map(all);
  }

  public Future<Void> kill(String service) {
    killed.add(service);
    disturbed.add(service);
    return deployment.kill(service);
  }

  public Future<Void> restart(String service) {
    killed.remove(service);
    disturbed.add(service);
    return deployment.restart(service);
  }

  public Future<Void> pause(String service) {
    paused.add(service);
    disturbed.add(service);
    return deployment.pause(service);
  }

  public Future<Void> resume(String service) {
    paused.remove(service);
    disturbed.add(service);
    return deployment.resume(service);
  }

  /** Nobody counts as disturbed any more. */
  void calm() {
    disturbed.clear();
  }

  /** Services whose life and time went on by themselves since {@link #calm}. */
  Set<String> undisturbed() {
    return deployment.services().stream()
        .filter(service -> !disturbed.contains(service))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Brings everybody back, and every touched knob and fault to what it was. One after the other: in
   * a clustered lab all services have the same knobs, and of two changes at once the later one
   * wins, with all its values.
   */
  Future<Void> restore() {
    return PhaseTrial.inTurn(List.copyOf(paused), this::resume)
        .compose(going -> PhaseTrial.inTurn(List.copyOf(killed), this::restart))
        .compose(up -> PhaseTrial.inTurn(List.copyOf(before.entrySet()), this::putBack));
  }

  private Future<Void> putBack(Map.Entry<Setting, JsonObject> was) {
    return write(was.getKey(), was.getValue());
  }

  private Future<Void> change(Setting setting, JsonObject values) {
    return remember(setting, values).compose(known -> write(setting, values));
  }

  private Future<Void> remember(Setting setting, JsonObject values) {
    var known = before.computeIfAbsent(setting, first -> new JsonObject());
    if (known.fieldNames().containsAll(values.fieldNames())) {
      return Future.succeededFuture();
    }
    return get(setting.service(), setting.path())
        .map(reply -> reply.json().getJsonObject("values"))
        .onSuccess(
            current ->
                values.fieldNames().stream()
                    .filter(name -> current.containsKey(name) && !known.containsKey(name))
                    .forEach(name -> known.put(name, current.getValue(name))))
        .mapEmpty();
  }

  private Future<Void> write(Setting setting, JsonObject values) {
    return put(setting.service(), setting.path(), values)
        .compose(
            reply ->
                reply.status() < 300
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        "%s refused %s: %s".formatted(setting, values.encode(), reply.body())));
  }

  private Future<Reply> send(URI base, Request request) {
    var options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(base.getHost())
            .setPort(base.getPort())
            .setURI(request.path());
    request.headers().forEach(options::putHeader);
    return client
        .request(options)
        .compose(ready -> request.body() == null ? ready.send() : ready.send(request.body()))
        .compose(Stage::whole)
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static Future<Reply> whole(HttpClientResponse response) {
    return response.body().map(body -> new Reply(response.statusCode(), response.headers(), body));
  }
}
