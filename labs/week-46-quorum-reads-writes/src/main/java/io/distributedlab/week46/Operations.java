package io.distributedlab.week46;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.telemetry.Log;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes of clients, each by one protocol, traced, timed, logged, and watched for what it
 * breaks. Belongs to the event loop of its coordinator.
 */
final class Operations {
  /** How an operation that enough replicas have answered has ended. */
  enum Outcome {
    STORED,
    /** Acknowledged, and something newer is there already. */
    SUPERSEDED,
    FOUND,
    MISSING
  }

  private final Service service;
  private final Protocols protocols;
  private final Random random;
  private final Witness witness = new Witness();
  private final MeterRegistry meters;
  private final Counter stale;
  private final Counter inversions;
  private final Counter conflicts;
  private final Counter superseded;

  Operations(Service service, Protocols protocols, Random random) {
    this.service = service;
    this.protocols = protocols;
    this.random = random;
    this.meters = service.telemetry().meters();
    this.stale = meters.counter("quorum.stale.reads");
    this.inversions = meters.counter("quorum.inversions");
    this.conflicts = meters.counter("quorum.conflicts");
    this.superseded = meters.counter("quorum.superseded");
  }

  /** Writes a value, or a tombstone when it is null. */
  Future<Answer.Write> write(Strategy strategy, String key, @Nullable String value) {
    var op = begin(strategy, key);
    var started = service.clock().nanos();
    return service
        .telemetry()
        .span("quorum write", span -> protocols.of(strategy).write(op, value))
        .onSuccess(written -> acknowledged(written, op, strategy, since(started)))
        .onFailure(failure -> failed("write", op, strategy, since(started), failure))
        .map(written -> Answer.of(op, written, since(started)));
  }

  Future<Answer.Read> read(Strategy strategy, String key) {
    var op = begin(strategy, key);
    var floor = witness.before(key);
    var started = service.clock().nanos();
    return service
        .telemetry()
        .span("quorum read", span -> protocols.of(strategy).read(op))
        .onSuccess(seen -> returned(seen, floor, op, strategy, since(started)))
        .onFailure(failure -> failed("read", op, strategy, since(started), failure))
        .map(seen -> Answer.of(op, seen, since(started)));
  }

  private Op begin(Strategy strategy, String key) {
    var quorum = Quorum.of(service.knobs().values());
    Week46Knobs.check(strategy, quorum);
    return Op.of(Long.toHexString(random.nextLong()), key, quorum);
  }

  private void acknowledged(Written written, Op op, Strategy strategy, Duration lasted) {
    witness.acknowledged(op.key(), written.entry().tag());
    var outcome = written.superseded() ? Outcome.SUPERSEDED : Outcome.STORED;
    countIf(written.superseded(), superseded);
    ended("write", op, strategy, Knob.wireName(outcome), lasted);
    log("write", op, written.entry().tag(), written.replicas().size(), Knob.wireName(outcome));
  }

  private void returned(Seen seen, Witness.Floor floor, Op op, Strategy strategy, Duration lasted) {
    var tag = seen.entry().tag();
    witness.returned(op.key(), tag);
    countIf(floor.stale(tag), stale);
    countIf(floor.inverted(tag), inversions);
    countIf(seen.conflicts(), conflicts);
    meters.counter("quorum.reads", "rounds", String.valueOf(seen.rounds())).increment();
    var outcome = seen.entry().value() == null ? Outcome.MISSING : Outcome.FOUND;
    ended("read", op, strategy, Knob.wireName(outcome), lasted);
    log("read", op, tag, seen.replicas().size(), Knob.wireName(outcome));
  }

  private void failed(String what, Op op, Strategy strategy, Duration lasted, Throwable failure) {
    var problem = Problem.from(failure);
    ended(what, op, strategy, problem.type(), lasted);
    service
        .telemetry()
        .log()
        .warn(
            what + " failed",
            fields(op).and("outcome", problem.type()).and("detail", problem.detail()));
  }

  private void ended(String what, Op op, Strategy strategy, String outcome, Duration lasted) {
    var k = what.equals("read") ? op.quorum().r() : op.quorum().w();
    meters
        .timer(
            "quorum.op",
            "op",
            what,
            "strategy",
            Knob.wireName(strategy),
            "k",
            String.valueOf(k),
            "outcome",
            outcome)
        .record(lasted);
  }

  private static void countIf(boolean holds, Counter counter) {
    if (holds) {
      counter.increment();
    }
  }

  private void log(String what, Op op, Tag tag, int acks, String outcome) {
    service
        .telemetry()
        .log()
        .info(what, fields(op).and("tag", tag).and("acks", acks).and("outcome", outcome));
  }

  private static Log.Fields fields(Op op) {
    return Log.with("op_id", op.id()).and("key", op.key());
  }

  private Duration since(long nanos) {
    return Duration.ofNanos(service.clock().nanos() - nanos);
  }
}
