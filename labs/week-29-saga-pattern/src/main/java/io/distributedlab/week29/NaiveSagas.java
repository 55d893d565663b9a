package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.distributedlab.service.telemetry.TraceContext;
import io.distributedlab.week29.StepOutcome.Kind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sagas as they are often written: state in a map, each command sent once and without a key, what
 * was not answered with success counts as not done, each compensation tried once. Belongs to one
 * event loop.
 */
final class NaiveSagas {
  private final StepClient client;
  private final SagaMeters meters;
  private final Service service;
  private final Map<UUID, Running> sagas = new LinkedHashMap<>();

  NaiveSagas(Service service, StepClient client, SagaMeters meters) {
    this.service = service;
    this.client = client;
    this.meters = meters;
  }

  /** Begins a saga; one of the same id stays as it is. */
  void start(Saga saga) {
    if (sagas.putIfAbsent(saga.id(), new Running(saga)) == null) {
      meters.started(saga.variant());
      TraceContext.with(SagaTrace.of(saga.traceparent()), () -> running(saga.id()).forward())
          .onFailure(failure -> service.telemetry().log().error("saga lost", failure));
    }
  }

  @Nullable JsonObject view(UUID id) {
    var saga = sagas.get(id);
    return saga == null ? null : saga.view();
  }

  /** The newest first; all of them, or those in one state. */
  JsonArray list(@Nullable String state) {
    var all = new JsonArray();
    List.copyOf(sagas.values()).reversed().stream()
        .map(Running::view)
        .filter(view -> state == null || state.equals(view.getString("state")))
        .forEach(all::add);
    return all;
  }

  long active() {
    return sagas.values().stream().filter(saga -> !saga.saga.progress().ended()).count();
  }

  void clear() {
    sagas.clear();
  }

  private Running running(UUID id) {
    return Objects.requireNonNull(sagas.get(id));
  }

  /** A step that was answered, and how to take it back. */
  private record Done(int n, UUID command) {}

  private final class Running {
    private Saga saga;
    private final List<String> completed = new ArrayList<>();
    private final List<String> compensations = new ArrayList<>();
    private final Deque<Done> undo = new ArrayDeque<>();

    Running(Saga saga) {
      this.saga = saga;
    }

    Future<Void> forward() {
      return client
          .execute(saga, null)
          .compose(outcome -> outcome.kind() == Kind.DONE ? onward(outcome) : turn(outcome));
    }

    private Future<Void> onward(StepOutcome outcome) {
      var step = saga.step();
      completed.add(step.name());
      if (step.undo() != null) {
        var command = outcome.result().getString("cmd_id", saga.id().toString());
        undo.push(new Done(saga.progress().cursor(), UUID.fromString(command)));
      }
      move(
          outcome,
          new Progress(true, saga.progress().cursor() + 1, 0, step.reached(), null, false));
      return saga.progress().ended() ? Future.succeededFuture() : forward();
    }

    private Future<Void> turn(StepOutcome outcome) {
      int failed = saga.progress().cursor();
      move(outcome, new Progress(false, failed, 0, SagaState.COMPENSATING, failed, failed > 1));
      undo.add(new Done(0, saga.id()));
      return back();
    }

    private Future<Void> back() {
      if (undo.isEmpty()) {
        var now = saga.progress();
        var end = now.undoes() ? SagaState.COMPENSATED : SagaState.FAILED;
        move(
            StepOutcome.done(new JsonObject()),
            new Progress(false, 0, 0, end, now.failedStep(), now.undoes()));
        return Future.succeededFuture();
      }
      var next = undo.pop();
      var now = saga.progress();
      saga =
          saga.moved(
              saga.context(),
              new Progress(false, next.n(), 0, now.state(), now.failedStep(), now.undoes()));
      return client
          .compensate(saga, next.command())
          .onSuccess(tried -> compensations.add(saga.step().compensation()))
          .compose(tried -> back());
    }

    private void move(StepOutcome outcome, Progress next) {
      var context = saga.context().copy();
      if (outcome.kind() == Kind.DONE) {
        outcome.result().forEach(entry -> context.put(entry.getKey(), entry.getValue()));
      }
      var before = saga;
      saga = before.moved(context, next);
      meters.moved(before, null, outcome, saga);
    }

    JsonObject view() {
      var failed = saga.progress().failedStep();
      return new JsonObject()
          .put("saga_id", saga.id().toString())
          .put("order_id", saga.orderId())
          .put("variant", "naive")
          .put("state", saga.progress().state().name())
          .put("completed_steps", new JsonArray(List.copyOf(completed)))
          .put("failed_step", failed == null ? null : saga.definition().step(failed).name())
          .put("compensations", new JsonArray(List.copyOf(compensations)))
          .put("retries", 0)
          .put("recoveries", 0)
          .put("trace_id", SagaTrace.id(saga.traceparent()));
    }
  }
}
