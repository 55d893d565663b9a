package io.distributedlab.experiment.load;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Traffic for one service. Open by default: arrivals do not wait for answers. With {@link #users}
 * it is closed: each user sends, waits for the answer, thinks, and sends again. Immutable; each
 * method gives a changed copy.
 */
public final class Load implements Cloneable {
  static final Duration LATE_AFTER = Duration.ofMillis(5);

  private final String service;
  private final Request.Source requests;
  private String name = "load";
  private String stream = "load";
  private Arrivals arrivals = Arrivals.constant(20);
  private int users;
  private Duration think = Duration.ZERO;
  private Duration lasting = Duration.ofSeconds(1);
  private Duration patience = Duration.ofSeconds(5);
  private Duration lateAfter = LATE_AFTER;
  private int inFlightAtMost = 4000;
  private boolean keepsReplies;
  private boolean http2;

  private Load(String service, Request.Source requests) {
    this.service = service;
    this.requests = requests;
  }

  /** The same GET again and again. */
  public static Load get(String service, String path) {
    var request = Request.get(path);
    return of(service, (index, random) -> request);
  }

  public static Load of(String service, Request.Source requests) {
    return new Load(service, requests);
  }

  /** Names the load where a phase has several, and gives it arrivals of its own. */
  public Load named(String other) {
    var copy = copy();
    copy.name = other;
    copy.stream = other;
    return copy;
  }

  /** Shares arrivals and choices with the load of that name, in this phase or another. */
  public Load mirroring(String other) {
    var copy = copy();
    copy.stream = other;
    return copy;
  }

  public Load arriving(Arrivals process) {
    var copy = copy();
    copy.arrivals = process;
    return copy;
  }

  /** A closed loop of so many users, each thinking this long between answer and next request. */
  public Load users(int count, Duration thinking) {
    var copy = copy();
    copy.users = count;
    copy.think = thinking;
    return copy;
  }

  /** For how long requests are due and measured, after any warm-up. */
  public Load lasting(Duration length) {
    var copy = copy();
    copy.lasting = length;
    return copy;
  }

  /** How long a caller waits for its answer before it leaves: the outcome is then TIMEOUT. */
  public Load patience(Duration longest) {
    var copy = copy();
    copy.patience = longest;
    return copy;
  }

  /**
   * A send this much after its intended time is late (default 5 ms). Where the shortest time that
   * matters is a timeout of 500 ms, a twentieth of it is a better measure than the default.
   */
  public Load lateAfter(Duration tolerance) {
    var copy = copy();
    copy.lateAfter = tolerance;
    return copy;
  }

  /** Requests due while so many are unanswered are not sent but counted as dropped. */
  public Load inFlightAtMost(int most) {
    var copy = copy();
    copy.inFlightAtMost = most;
    return copy;
  }

  /** Keeps status, headers and body of every answer in its sample. */
  public Load keepingReplies() {
    var copy = copy();
    copy.keepsReplies = true;
    return copy;
  }

  /** HTTP/2 without TLS: leaving resets a stream, not a connection. */
  public Load http2() {
    var copy = copy();
    copy.http2 = true;
    return copy;
  }

  public String service() {
    return service;
  }

  public String name() {
    return name;
  }

  public Duration lasting() {
    return lasting;
  }

  Duration patience() {
    return patience;
  }

  Duration think() {
    return think;
  }

  int users() {
    return users;
  }

  int inFlightAtMost() {
    return inFlightAtMost;
  }

  boolean keepsReplies() {
    return keepsReplies;
  }

  boolean usesHttp2() {
    return http2;
  }

  Duration lateAfter() {
    return lateAfter;
  }

  /** The intended offsets of the measured part; the same for the same seed and stream. */
  public long[] schedule(long seed) {
    return arrivals.offsets(lasting.toNanos(), random(seed, 0));
  }

  long[] warmUp(long seed, Duration length) {
    return length.isZero() ? new long[0] : arrivals.offsets(length.toNanos(), random(seed, 1));
  }

  Request request(long seed, int index) {
    return requests.request(index, random(seed, 2 + index));
  }

  @Override
  public String toString() {
    var process = users > 0 ? users + " users thinking " + think.toMillis() + " ms" : arrivals;
    return process + " for " + lasting.toMillis() + " ms";
  }

  private SplittableRandom random(long seed, long purpose) {
    return new SplittableRandom(31 * (31 * seed + stream.hashCode()) + purpose);
  }

  private Load copy() {
    try {
      return (Load) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
