package io.distributedlab.week07;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link WindowBreaker} that takes hints. When another client opens its circuit to the same
 * target, and this one has a failure of its own within two seconds of hearing it, it opens too,
 * until the same moment.
 *
 * <p>Only OPEN is taken as a hint, never CLOSED: to call a broken target once more costs little, to
 * believe that it is well costs a lot. A hint without own evidence does nothing, so a client with a
 * broken network cannot talk the others out of a healthy target. What was opened by a hint is no
 * hint itself.
 */
final class GossipBreaker implements Breaker {
  private static final long NEAR = Duration.ofSeconds(2).toNanos();

  private final BreakerSpec spec;
  private final WindowBreaker own;
  private final Map<String, Long> heard = new HashMap<>();
  private boolean hinted;
  private long hintAt;
  private long hintEnds;
  private boolean failed;
  private long failedAt;

  GossipBreaker(BreakerSpec spec) {
    this.spec = spec;
    this.own = new WindowBreaker(spec);
  }

  @Override
  public Optional<Permit> tryAcquire() {
    return own.tryAcquire();
  }

  @Override
  public void onResult(Permit permit, Result result) {
    if (result.outcome().failed() && own.isCurrent(permit)) {
      failed = true;
      failedAt = spec.clock().nanos();
    }
    own.onResult(permit, result);
    follow();
  }

  @Override
  public void hear(BreakerEvent event) {
    var last = heard.getOrDefault(event.instance(), Long.MIN_VALUE);
    if (event.generation() <= last) {
      return;
    }
    heard.put(event.instance(), event.generation());
    if (event.to() == State.OPEN && event.reason() != Reason.GOSSIP) {
      hinted = true;
      hintAt = spec.clock().nanos();
      hintEnds = hintAt + Duration.ofMillis(event.remainingMs()).toNanos();
      follow();
    }
  }

  private void follow() {
    var left = hintEnds - spec.clock().nanos();
    var evidence = hinted && failed && Math.abs(failedAt - hintAt) <= NEAR;
    if (evidence && left > 0 && own.snapshot().state() == State.CLOSED) {
      own.open(Reason.GOSSIP, Duration.ofNanos(left));
    }
  }

  @Override
  public void reset(Reason why) {
    hinted = false;
    failed = false;
    own.reset(why);
  }

  @Override
  public Snapshot snapshot() {
    return own.snapshot();
  }
}
