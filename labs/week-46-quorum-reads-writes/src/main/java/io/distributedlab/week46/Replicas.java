package io.distributedlab.week46;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.telemetry.TraceContext;
import io.distributedlab.week46.Gathering.OnFailure;
import io.distributedlab.week46.Messages.Clocked;
import io.distributedlab.week46.Messages.Got;
import io.distributedlab.week46.Messages.Phase;
import io.distributedlab.week46.Messages.Wrote;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * The replicas as one service reaches them: over the event bus, each over a link of its own that
 * can be cut ({@code link.replica-1} at {@code /admin/faults} of that service). An answer that does
 * not come in {@code replica_timeout_ms} is a failure here, and may still have had its effect
 * there.
 */
final class Replicas {
  static final List<String> NAMES =
      IntStream.rangeClosed(1, 5).mapToObj(number -> "replica-" + number).toList();

  /**
   * How much later than the bus the link gives up: only a dropped message is waited for so long.
   */
  private static final long GRACE_MS = 20;

  private final Service service;
  private final HybridClock clock;
  private final MeterRegistry meters;
  private final Map<String, Boolean> answering = new ConcurrentHashMap<>();

  Replicas(Service service, HybridClock clock) {
    this.service = service;
    this.clock = clock;
    this.meters = service.telemetry().meters();
    NAMES.forEach(replica -> answering.put(replica, true));
  }

  /** Sends an entry to all homes; enough when W have it. */
  Gathering<Wrote> writeHomes(Op op, Entry entry, Phase phase) {
    return write(op.homes(), op, entry, phase);
  }

  /** Sends an entry to some replicas; enough when W have it. */
  Gathering<Wrote> write(Collection<String> replicas, Op op, Entry entry, Phase phase) {
    return Gathering.of(
        replicas,
        op.quorum().w(),
        OnFailure.INDETERMINATE,
        replica -> write(replica, op.id(), phase, entry));
  }

  /** Asks all homes; enough when R have answered. */
  Gathering<Got> readHomes(Op op) {
    return read(op.homes(), op);
  }

  /** Asks some replicas; enough when R have answered. */
  Gathering<Got> read(Collection<String> replicas, Op op) {
    return Gathering.of(
        replicas, op.quorum().r(), OnFailure.NO_EFFECT, replica -> read(replica, op));
  }

  Future<Wrote> write(String replica, String opId, Phase phase, Entry entry) {
    var message = new Messages.Write(opId, phase, entry, clock.last());
    return ask(replica, "write", message, Wrote.class);
  }

  Future<Wrote> hint(String standIn, String home, Op op, Entry entry) {
    var message = new Messages.Hint(op.id(), home, entry, clock.last());
    return ask(standIn, "hint", message, Wrote.class);
  }

  Future<Messages.Status> status(String replica) {
    var message = new Messages.StatusQuestion(service.name(), clock.last());
    return ask(replica, "status", message, Messages.Status.class);
  }

  Future<Messages.Digest> digest(String replica) {
    var message = new Messages.DigestQuestion(service.name(), clock.last());
    return ask(replica, "digest", message, Messages.Digest.class);
  }

  Future<Messages.Entries> exchange(String replica, List<Integer> buckets, List<Entry> entries) {
    var message = new Messages.Exchange(service.name(), buckets, entries, clock.last());
    return ask(replica, "exchange", message, Messages.Entries.class);
  }

  /** How many of them answered the last time they were asked. */
  double answering() {
    return answering.values().stream().filter(answers -> answers).count();
  }

  private Future<Got> read(String replica, Op op) {
    var message = new Messages.Read(op.id(), op.key(), clock.last());
    return ask(replica, "read", message, Got.class);
  }

  private <A extends Clocked> Future<A> ask(
      String replica, String verb, Object message, Class<A> answer) {
    var patience = service.knobs().get(Week46Knobs.REPLICA_TIMEOUT);
    var address = Messages.address(replica, verb);
    var sent =
        service
            .faults()
            .link(replica)
            .carry(() -> service.bus().request(address, message, answer, patience));
    return TraceContext.here(sent)
        .timeout(patience.toMillis() + GRACE_MS, MILLISECONDS)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof TimeoutException
                        ? Problem.peerLate(replica, patience)
                        : failure))
        .onSuccess(told -> clock.heard(told.clock()))
        .onComplete(
            told -> note(replica, verb, resultOf(told)),
            failure -> note(replica, verb, Problem.from(failure).type()));
  }

  private static String resultOf(Clocked answer) {
    return answer instanceof Wrote wrote && wrote.superseded() ? "superseded" : "ok";
  }

  private void note(String replica, String verb, String result) {
    answering.put(replica, result.equals("ok") || result.equals("superseded"));
    meters
        .counter("quorum.replica.reply", "replica", replica, "op", verb, "result", result)
        .increment();
  }
}
