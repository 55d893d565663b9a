package io.distributedlab.week52;

import io.distributedlab.service.http.Call;
import io.distributedlab.service.http.Deadline;
import io.distributedlab.service.http.Problem;
import io.distributedlab.week52.Hedged.Result;
import io.distributedlab.week52.Race.Attempt;
import io.distributedlab.week52.Race.Finish;
import io.distributedlab.week52.Race.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One request on its way: a race over the backends, run by a strategy, and what it reports. */
final class HedgedRequest implements Race.Course<Processed> {
  /** Stands in when the caller sets no deadline. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Hedging hedging;
  private final Order order;
  private final Variant variant;
  private final Strategy strategy;
  private final Deadline deadline;
  private final Duration delay;
  private final Race<Processed> race;
  private final Span span = Span.current();
  private final long started;
  private final List<Integer> tried = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();
  private OptionalInt twin = OptionalInt.empty();
  private @Nullable Throwable failure;

  HedgedRequest(Hedging hedging, Order order, Variant variant, Strategy strategy, Deadline until) {
    this.hedging = hedging;
    this.order = order;
    this.variant = variant;
    this.strategy = strategy;
    this.deadline = until.exists() ? until : Deadline.in(PATIENCE, hedging.clock());
    this.delay = strategy.delay();
    this.started = hedging.clock().nanos();
    this.race = new Race<>(new Race.Rules(strategy.extra(), delay, hedging.cancelsLosers()), this);
  }

  /** Fails with 502 when all attempts failed, with 504 when time was over before. */
  Future<Hedged> run() {
    strategy.admit();
    return race.run()
        .map(this::won)
        .onFailure(lost -> hedging.failed(variant, elapsed(), lost))
        .recover(lost -> Future.failedFuture(problem(lost)));
  }

  /** The caller has left. */
  void abandon() {
    race.abandon();
  }

  @Override
  public Attempt<Processed> first() {
    int backend = strategy.first(hedging.selector());
    twin = strategy.twin(hedging.selector(), backend);
    var attempt = start(Kind.FIRST, backend, twin);
    attempt.outcome().onComplete(done -> observe(done.succeeded(), done.cause()));
    return attempt;
  }

  @Override
  public Optional<Attempt<Processed>> another(Kind kind) {
    if (deadline.expired()) {
      return Optional.empty();
    }
    return switch (strategy.another(hedging.selector(), new Trail(kind, tried, failure))) {
      case Choice.Attempt(int backend) ->
          Optional.of(start(kind, backend, twin.isPresent() ? lastTried() : twin));
      case Choice.Suppressed(var reason) -> {
        hedging.meters().suppressed(reason);
        yield Optional.empty();
      }
    };
  }

  @Override
  public Runnable after(Duration wait, Runnable action) {
    return hedging.timers().after(wait, action);
  }

  private OptionalInt lastTried() {
    return OptionalInt.of(tried.getLast());
  }

  private Attempt<Processed> start(Kind kind, int backend, OptionalInt other) {
    tried.add(backend);
    kinds.add(kind);
    hedging.meters().attempt(variant, backend, kind);
    var attempt =
        hedging
            .backends()
            .send(new Copy(order, tried.size(), kind, backend, other, delay, deadline));
    attempt.outcome().onFailure(cause -> failure = cause);
    return attempt;
  }

  private void observe(boolean succeeded, @Nullable Throwable cause) {
    var lasted = elapsed();
    boolean censored =
        cause != null && BackendAttempt.isWithdrawn(cause) && lasted.compareTo(delay) >= 0;
    if (succeeded || censored) {
      strategy.observe(tried.getFirst(), lasted);
    }
    if (succeeded) {
      hedging.meters().primary(lasted);
    }
  }

  private Hedged won(Finish<Processed> finish) {
    long wonAt = hedging.clock().nanos();
    finish.losers().forEach(loser -> loser.outcome().onComplete(end -> wasted(wonAt)));
    var backend = finish.value().backend();
    span.addEvent(
        "won",
        Attributes.of(
            AttributeKey.longKey("attempt"),
            (long) finish.winner(),
            AttributeKey.stringKey("backend"),
            backend));
    return hedging.finished(
        variant, new Outcome(order, result(finish), backend, elapsed(), kinds, delay, cut(finish)));
  }

  private int cut(Finish<Processed> finish) {
    return hedging.cancelsLosers() ? finish.losers().size() : 0;
  }

  private void wasted(long since) {
    hedging.meters().wasted(Duration.ofNanos(hedging.clock().nanos() - since));
  }

  private Result result(Finish<Processed> finish) {
    if (kinds.size() == 1) {
      return Result.NO_HEDGE;
    }
    return switch (kinds.get(finish.winner() - 1)) {
      case FIRST -> Result.PRIMARY_WON;
      case HEDGE -> Result.HEDGE_WON;
      case FAILOVER -> Result.FAILOVER;
    };
  }

  private Duration elapsed() {
    return Duration.ofNanos(hedging.clock().nanos() - started);
  }

  private Problem problem(Throwable failed) {
    if (!(failed instanceof Race.Lost lost)) {
      return Problem.from(failed);
    }
    var attempts = new ArrayList<String>();
    lost.failures().forEach(cause -> attempts.add(Problem.from(cause).detail()));
    var hop = Backends.NAMES.get(tried.getLast());
    var problem =
        deadline.expired()
            ? Problem.peerLate(hop, elapsed())
            : Problem.peerFailed(hop, lost.getMessage() + ": " + String.join("; ", attempts));
    return problem
        .with("attempts", attempts)
        .with("tried", tried.stream().map(Backends.NAMES::get).toList());
  }

  /**
   * How a request ended.
   *
   * @param kinds of its attempts, in order
   * @param cancelled losers that were reset
   */
  record Outcome(
      Order order,
      Result result,
      String backend,
      Duration latency,
      List<Kind> kinds,
      Duration delay,
      int cancelled) {
    int hedges() {
      return kinds.size() - 1;
    }
  }

  static boolean abandoned(Throwable failure) {
    return failure instanceof Problem problem && problem.status() == Call.CANCELLED;
  }
}
