package io.distributedlab.service.faults;

import io.distributedlab.service.http.Problem;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one directed link, applied where the caller sends. A cut is noticed at once (as a
 * refused connection is); a drop and a lost reply are only ever noticed by a timeout. A lost reply
 * differs from a drop in that the peer has done the work.
 */
public final class LinkFaults {
  /** What a link does to a message. */
  public enum Mode {
    PASS,
    CUT,
    DROP,
    DUPLICATE,
    LOSE_REPLY
  }

  private final String peer;
  private final Knob<Mode> mode;
  private final Knob<Duration> delay;
  private @Nullable Vertx vertx;
  private @Nullable Knobs knobs;

  LinkFaults(String peer) {
    this.peer = peer;
    this.mode = Knob.choice("link." + peer, Mode.PASS, "what happens to messages to " + peer);
    this.delay = Knob.millis("link." + peer + ".delay_ms", 0, 0, 60_000, "added on the way there");
  }

  Knob<?>[] knobs() {
    return new Knob<?>[] {mode, delay};
  }

  void attach(Vertx vertx, Knobs knobs) {
    this.vertx = vertx;
    this.knobs = knobs;
  }

  /** Sends over the link. Whoever calls must have a timeout of its own: a dropped message waits. */
  public <T> Future<T> carry(Supplier<Future<T>> send) {
    if (vertx == null || knobs == null || knobs.version().counter() == 0) {
      return send.get();
    }
    var values = knobs.values();
    var millis = values.get(delay).toMillis();
    var way = millis == 0 ? Future.<Void>succeededFuture() : vertx.timer(millis).<Void>mapEmpty();
    return way.compose(
        arrived ->
            switch (values.get(mode)) {
              case PASS -> send.get();
              case CUT -> Future.failedFuture(Problem.peerFailed(peer, "link is cut"));
              case DROP -> never();
              case DUPLICATE -> twice(send);
              case LOSE_REPLY -> send.get().transform(lost -> never());
            });
  }

  /** Both copies are on their way at once; the caller sees the answer of the first. */
  private static <T> Future<T> twice(Supplier<Future<T>> send) {
    var first = send.get();
    send.get().otherwiseEmpty();
    return first;
  }

  private static <T> Future<T> never() {
    return Promise.<T>promise().future();
  }
}
