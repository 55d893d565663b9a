package io.distributedlab.service.faults;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * What can be made to go wrong in one service and on its links to its peers. Faults are knobs of
 * their own kind: the same declarations, validation and all-or-nothing change, at {@code
 * /admin/faults}. All are off at first. They strike a lab's own routes, never health, metrics or
 * admin.
 */
public final class Faults {
  /** Distribution of the jitter added to {@link #LATENCY}. */
  public enum Jitter {
    /** From 0 to {@code jitter_ms}, all equally likely. */
    UNIFORM,
    /** Mean {@code jitter_ms}, memoryless tail. */
    EXPONENTIAL
  }

  public static final Knob<Duration> LATENCY =
      Knob.millis("latency_ms", 0, 0, 60_000, "added before the work of every request");
  public static final Knob<Duration> JITTER =
      Knob.millis("jitter_ms", 0, 0, 60_000, "random part added to latency_ms");
  public static final Knob<Jitter> JITTER_SHAPE =
      Knob.choice("jitter_shape", Jitter.UNIFORM, "distribution of jitter_ms");
  public static final Knob<Double> ERROR_RATE =
      Knob.decimal("error_rate", 0, 0, 1, "share of requests answered 500 without any work");
  public static final Knob<Boolean> HANG =
      Knob.flag("hang", false, "requests wait, unanswered, until this is off again");
  public static final Knob<Duration> CLOCK_OFFSET =
      Knob.millis("clock_offset_ms", 0, -86_400_000, 86_400_000, "moves the wall clock");

  private static final KnobSchema SERVICE_FAULTS =
      KnobSchema.of(LATENCY, JITTER, JITTER_SHAPE, ERROR_RATE, HANG, CLOCK_OFFSET);

  private final Vertx vertx;
  private final RandomGenerator random;
  private final Knobs knobs;
  private final Map<String, LinkFaults> links;
  private final List<Promise<Void>> hanging = new ArrayList<>();
  private final Map<String, FaultPoint> points = new ConcurrentSkipListMap<>();
  private volatile Runnable crash;

  public Faults(Vertx vertx, String service, Collection<String> peers, RandomGenerator random) {
    this.vertx = vertx;
    this.random = random;
    this.crash = vertx::close;
    this.links =
        peers.stream()
            .filter(peer -> !peer.equals(service))
            .collect(Collectors.toMap(Function.identity(), LinkFaults::new));
    var all = SERVICE_FAULTS;
    for (var link : links.values()) {
      all = all.plus(link.knobs());
    }
    this.knobs = new Knobs(service, all);
    links.values().forEach(link -> link.attach(vertx, knobs));
    knobs.onChange(this::releaseHanging);
  }

  /** The faults as knobs: current values, change, declarations. */
  public Knobs knobs() {
    return knobs;
  }

  /** The faults on the link from this service to {@code peer}. */
  public LinkFaults link(String peer) {
    var link = links.get(peer);
    if (link == null) {
      throw new IllegalArgumentException("no link to " + peer);
    }
    return link;
  }

  /**
   * Declares a named point of this service's code: its faults are three more of the service's, as
   * {@link FaultPoint} tells. A point that is already declared stays as it is.
   *
   * @param meaning where in the work it is, for people
   */
  public Faults declare(String point, String meaning) {
    points.computeIfAbsent(
        point, name -> new FaultPoint(vertx, knobs, name, meaning, () -> crash.run()));
    return this;
  }

  /**
   * The work has come to this point. The future is done at once unless a fault strikes: then it is
   * late, fails, or is never done. It calls back on the caller's context.
   *
   * @throws IllegalArgumentException when the point is not declared
   */
  public Future<Void> point(String name) {
    var point = points.get(name);
    if (point == null) {
      throw new IllegalArgumentException("no fault point " + name + " is declared");
    }
    return point.reach();
  }

  /** The declared points: name, meaning, and how many have come and wait there. */
  public JsonArray pointsJson() {
    return new JsonArray(points.values().stream().map(FaultPoint::toJson).toList());
  }

  /**
   * What a crash of this service is where it runs. Unless told it is {@link Vertx#close}: no
   * draining, connections break.
   */
  public void onCrash(Runnable crash) {
    this.crash = crash;
  }

  public Duration clockOffset() {
    return knobs.get(CLOCK_OFFSET);
  }

  /**
   * Done when a request may start its work; failed with a 500 problem when an error is injected.
   */
  public Future<Void> strike() {
    if (knobs.version().counter() == 0) {
      return Future.succeededFuture();
    }
    return hang().compose(released -> delay()).compose(delayed -> error());
  }

  private Future<Void> hang() {
    if (!knobs.get(HANG)) {
      return Future.succeededFuture();
    }
    Promise<Void> released = Promise.promise();
    hanging.add(released);
    return released.future();
  }

  private Future<Void> delay() {
    var millis = knobs.get(LATENCY).toMillis() + jitterMillis();
    return millis == 0 ? Future.succeededFuture() : vertx.timer(millis).mapEmpty();
  }

  private Future<Void> error() {
    return random.nextDouble() < knobs.get(ERROR_RATE)
        ? Future.failedFuture(Problem.of(500, "injected-error", "this error was injected"))
        : Future.succeededFuture();
  }

  private long jitterMillis() {
    var spread = knobs.get(JITTER).toMillis();
    return switch (knobs.get(JITTER_SHAPE)) {
      case UNIFORM -> Math.round(spread * random.nextDouble());
      case EXPONENTIAL -> Math.round(spread * random.nextExponential());
    };
  }

  private void releaseHanging() {
    if (!knobs.get(HANG)) {
      var waiting = List.copyOf(hanging);
      hanging.clear();
      waiting.forEach(Promise::tryComplete);
    }
  }
}
