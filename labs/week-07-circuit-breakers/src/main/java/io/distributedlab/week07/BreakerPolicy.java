package io.distributedlab.week07;

import io.distributedlab.service.time.Clock;
import io.distributedlab.week07.BreakerListener.Ignored;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Backends in turn, each behind a breaker: all behind the same one, or each behind its own. With
 * breakers of their own, a backend whose breaker refuses is passed over, and the caller is refused
 * only when all do.
 */
final class BreakerPolicy implements Policy {
  /** A backend and what guards the way there. */
  record Lane(String backend, Breaker breaker) {}

  private record Admission(Lane lane, Permit permit) {}

  private final List<Lane> lanes;
  private final List<Breaker> breakers;
  private final Clock clock;
  private final BreakerListener listener;
  private final Thread loop = Thread.currentThread();
  private int turn;
  private boolean retired;

  BreakerPolicy(List<Lane> lanes, Clock clock, BreakerListener listener) {
    this.lanes = List.copyOf(lanes);
    this.breakers = lanes.stream().map(Lane::breaker).distinct().toList();
    this.clock = clock;
    this.listener = listener;
  }

  @Override
  public <T> Future<T> call(Function<String, Future<T>> send) {
    return admit().map(admission -> call(admission, send)).orElseGet(this::refuse);
  }

  private Optional<Admission> admit() {
    assert Thread.currentThread() == loop : "breakers live on one event loop";
    for (int tried = 0; tried < breakers.size(); tried++) {
      var lane = lanes.get(turn);
      turn = (turn + 1) % lanes.size();
      var permit = lane.breaker().tryAcquire();
      if (permit.isPresent()) {
        return Optional.of(new Admission(lane, permit.get()));
      }
    }
    return Optional.empty();
  }

  private <T> Future<T> call(Admission admission, Function<String, Future<T>> send) {
    var started = clock.nanos();
    listener.admitted(admission.permit());
    return Future.succeededFuture(admission.lane().backend())
        .compose(send)
        .onComplete(
            done -> {
              var took = Duration.ofNanos(clock.nanos() - started);
              end(admission, new Result(Outcome.of(done.cause()), took));
            });
  }

  private void end(Admission admission, Result result) {
    assert Thread.currentThread() == loop : "breakers live on one event loop";
    listener.called(admission.lane().backend(), result);
    if (retired) {
      listener.ignored(Ignored.GENERATION);
    } else {
      admission.lane().breaker().onResult(admission.permit(), result);
    }
  }

  private <T> Future<T> refuse() {
    var first = snapshots().stream().min(Comparator.comparing(Snapshot::remaining)).orElseThrow();
    listener.refused(first.target(), first.state(), first.remaining());
    return Future.failedFuture(Refusal.of(first.target(), first.state(), first.remaining()));
  }

  @Override
  public void hear(BreakerEvent event) {
    lanes.stream()
        .filter(lane -> lane.backend().equals(event.target()))
        .forEach(lane -> lane.breaker().hear(event));
  }

  @Override
  public List<Snapshot> snapshots() {
    return breakers.stream().map(Breaker::snapshot).toList();
  }

  @Override
  public void retire(Reason why) {
    retired = true;
    breakers.forEach(breaker -> breaker.reset(why));
  }
}
