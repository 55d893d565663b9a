package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Peer;
import io.distributedlab.service.http.PeerReply;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to participants and tells what is known afterwards. It never fails: what it does
 * not know is an outcome. The places where a crash hurts are fault points: {@code
 * STEP.before-send}, {@code STEP.after-send}, {@code STEP.after-reply} and {@code
 * STEP.mid-compensation}; a step of the learner's has none.
 */
final class StepClient {
  private static final String EXECUTE = "execute";
  private static final String COMPENSATE = "compensate";

  private final Service service;
  private final Set<String> withPoints = new HashSet<>();

  StepClient(Service service) {
    this.service = service;
    declare(SagaDefinition.UNLOCKED.step(0));
    SagaDefinition.UNLOCKED.steps().forEach(this::declare);
  }

  /**
   * Sends the saga's next command.
   *
   * @param command its idempotency key, or null to send none
   */
  Future<StepOutcome> execute(Saga saga, @Nullable UUID command) {
    var step = saga.step();
    var body = new JsonObject();
    step.fields().forEach(field -> body.put(field, saga.context().getValue(field)));
    var peer = peer(step).header(Knobs.VARIANT_HEADER, Knob.wireName(saga.variant()));
    var keyed = command == null ? peer : peer.header(Participant.KEY, command.toString());
    return told(saga, EXECUTE, "step." + step.name(), () -> deliver(step, keyed, body));
  }

  /** Cancels a command of the saga's step. */
  Future<StepOutcome> compensate(Saga saga, UUID command) {
    var step = saga.step();
    var undo = Objects.requireNonNull(step.undo(), step.name());
    var body = new Forms.Cancel(saga.id(), command);
    return told(
        saga,
        COMPENSATE,
        "compensate." + step.name(),
        () -> point(step, "mid-compensation").compose(on -> peer(step).post(undo, body)));
  }

  /** Asks what became of the saga's next command; unknown when the participant has not heard it. */
  Future<StepOutcome> lookUp(Saga saga, UUID command) {
    var step = saga.step();
    return peer(step)
        .get(step.lookUp() + command.toString())
        .map(PeerReply::json)
        .map(
            op ->
                op.getString("state").equals("DONE")
                    ? StepOutcome.done(op.getJsonObject("result"))
                    : new StepOutcome(StepOutcome.Kind.REFUSED, op))
        .otherwise(
            failure -> new StepOutcome(StepOutcome.Kind.UNKNOWN, Problem.from(failure).toJson()));
  }

  private Future<PeerReply> deliver(Step step, Peer peer, JsonObject body) {
    return point(step, "before-send")
        .compose(
            on -> {
              var reply = peer.post(step.path(), body);
              return point(step, "after-send").compose(sent -> reply);
            })
        .compose(reply -> point(step, "after-reply").map(reply));
  }

  private Future<StepOutcome> told(
      Saga saga, String action, String name, Supplier<Future<PeerReply>> call) {
    var begun = service.clock().nanos();
    return service
        .telemetry()
        .span(name, span -> outcome(begin(saga, span), call))
        .otherwise(StepOutcome::of)
        .onSuccess(outcome -> count(saga.step(), action, outcome, service.clock().nanos() - begun));
  }

  /** Fails when the outcome is not known, so that the span is red. */
  private static Future<StepOutcome> outcome(Span span, Supplier<Future<PeerReply>> call) {
    return call.get()
        .map(reply -> StepOutcome.done(reply.status() == 204 ? new JsonObject() : reply.json()))
        .recover(
            failure ->
                Problem.from(failure).isFault()
                    ? Future.failedFuture(failure)
                    : Future.succeededFuture(StepOutcome.of(failure)))
        .onSuccess(
            outcome ->
                span.setAttribute("outcome", outcome.kind().tag())
                    .setAttribute("replayed", outcome.result().getBoolean("replayed", false)));
  }

  private Span begin(Saga saga, Span span) {
    if (saga.recovered()) {
      span.addEvent("recovered by " + saga.owner()).setAttribute("recovered", true);
    }
    return span.setAttribute("saga_id", saga.id().toString())
        .setAttribute("attempt", (long) saga.progress().attempt() + 1);
  }

  private void count(Step step, String action, StepOutcome outcome, long nanos) {
    service
        .telemetry()
        .meters()
        .timer("saga.step", "step", step.name(), "action", action, "outcome", outcome.kind().tag())
        .record(Duration.ofNanos(nanos));
  }

  private Peer peer(Step step) {
    return service.client(step.service()).within(service.knobs().get(Week29Knobs.STEP_TIMEOUT));
  }

  private Future<Void> point(Step step, String where) {
    return withPoints.contains(step.name())
        ? service.faults().point(step.name() + "." + where)
        : Future.succeededFuture();
  }

  private void declare(Step step) {
    withPoints.add(step.name());
    service
        .faults()
        .declare(step.name() + ".before-send", "the intent is in the log, the command not sent")
        .declare(step.name() + ".after-send", "the command is sent, its answer not in")
        .declare(step.name() + ".after-reply", "the answer is in, not yet in the log")
        .declare(step.name() + ".mid-compensation", "the saga has turned, the undo not sent");
  }
}
