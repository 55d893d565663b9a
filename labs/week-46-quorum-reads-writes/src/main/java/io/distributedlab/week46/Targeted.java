package io.distributedlab.week46;

import io.distributedlab.week46.Messages.Phase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks only as many replicas as it needs, drawn at random: W get a write, R are read. The other N −
 * W get the write a lag later. Until then a read is stale with the probability of {@link
 * Quorum#staleProbability}, exactly. A replica of those drawn that fails is not replaced.
 */
final class Targeted implements Protocol {
  private final Replicas replicas;
  private final Tags tags;
  private final Vertx vertx;
  private final Supplier<Duration> lag;
  private final Random random;
  private final AtomicInteger late = new AtomicInteger();

  Targeted(Replicas replicas, Tags tags, Vertx vertx, Supplier<Duration> lag, Random random) {
    this.replicas = replicas;
    this.tags = tags;
    this.vertx = vertx;
    this.lag = lag;
    this.random = random;
  }

  @Override
  public Future<Written> write(Op op, @Nullable String value) {
    var entry = tags.stamp(op.key(), value);
    var drawn = shuffled(op.homes());
    sendLater(op, entry, drawn.subList(op.quorum().w(), drawn.size()));
    return replicas
        .write(drawn.subList(0, op.quorum().w()), op, entry, Phase.WRITE)
        .enough()
        .map(acks -> Written.of(entry, acks));
  }

  @Override
  public Future<Seen> read(Op op) {
    var drawn = shuffled(op.homes()).subList(0, op.quorum().r());
    return replicas.read(drawn, op).enough().map(Seen::of);
  }

  /** Writes that some replicas do not have yet. */
  int late() {
    return late.get();
  }

  private void sendLater(Op op, Entry entry, List<String> others) {
    if (others.isEmpty()) {
      return;
    }
    late.incrementAndGet();
    after(lag.get())
        .compose(due -> replicas.write(others, op, entry, Phase.LATE).everybody())
        .onComplete(sent -> late.decrementAndGet());
  }

  private Future<?> after(Duration time) {
    return time.isZero() ? Future.succeededFuture() : vertx.timer(time.toMillis());
  }

  private List<String> shuffled(List<String> homes) {
    var copy = new ArrayList<>(homes);
    Collections.shuffle(copy, random);
    return copy;
  }
}
