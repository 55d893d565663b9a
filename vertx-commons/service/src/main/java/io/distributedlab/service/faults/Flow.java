package io.distributedlab.service.faults;

import io.distributedlab.service.faults.TcpProxy.Conditions;
import io.distributedlab.service.time.Clock;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one direction on their way through the proxy: in their order, each held for the
 * delay that was set when it came, sent at the rate that is set now. Holds at most {@value
 * #CAPACITY} bytes and what one read brings; then the source is not read until half is gone.
 */
final class Flow {
  private static final int CAPACITY = 256 * 1024;
  private static final int CHUNKS_PER_SECOND = 100;
  private static final long CATCH_UP_NANOS = Duration.ofMillis(20).toNanos();
  private static final long NO_TIMER = -1;

  /** Without bytes it is the end of the direction. */
  private record Piece(@Nullable Buffer bytes, long due) {}

  private final Vertx vertx;
  private final Clock clock;
  private final Supplier<Conditions> conditions;
  private final Runnable finished;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private @Nullable TcpEnd source;
  private @Nullable TcpEnd sink;
  private long held;
  private long free;
  private long timer = NO_TIMER;

  /**
   * @param finished told once, when the end of the direction has been passed on
   */
  Flow(Vertx vertx, Clock clock, Supplier<Conditions> conditions, Runnable finished) {
    this.vertx = vertx;
    this.clock = clock;
    this.conditions = conditions;
    this.finished = finished;
    this.free = clock.nanos();
  }

  void from(TcpEnd end) {
    source = end;
  }

  void into(TcpEnd end) {
    sink = end;
    end.onDrained(this::forward);
    forward();
  }

  void offer(Buffer bytes) {
    held += bytes.length();
    add(bytes);
  }

  /** The source sends nothing more. */
  void end() {
    add(null);
  }

  /** Sends what may go now; called again whenever more may go. */
  void forward() {
    var out = sink;
    if (out == null || timer != NO_TIMER) {
      return;
    }
    var piece = pieces.peek();
    while (piece != null && conditions.get().mode() != TcpProxy.Mode.BLACKHOLE && !out.full()) {
      var early = Math.max(piece.due() - clock.nanos(), free - clock.nanos());
      if (early > 0) {
        timer = vertx.setTimer(Math.ceilDiv(early, 1_000_000), this::wake);
        break;
      }
      pieces.remove();
      if (piece.bytes() == null) {
        out.end().onSuccess(passedOn -> finished.run());
        return;
      }
      send(out, piece.bytes(), piece.due());
      piece = pieces.peek();
    }
    limitReading();
  }

  void stop() {
    vertx.cancelTimer(timer);
    sink = null;
    pieces.clear();
  }

  private void wake(long timerId) {
    timer = NO_TIMER;
    forward();
  }

  private void add(@Nullable Buffer bytes) {
    pieces.add(new Piece(bytes, clock.nanos() + conditions.get().delay().toNanos()));
    forward();
    limitReading();
  }

  private void send(TcpEnd out, Buffer bytes, long due) {
    var rate = conditions.get().bytesPerSecond();
    var length = bytes.length();
    if (rate > 0) {
      length = Math.min(length, Math.max(1, rate / CHUNKS_PER_SECOND));
      var now = clock.nanos();
      free = now + Math.max(free - now, -CATCH_UP_NANOS) + length * 1_000_000_000L / rate;
    }
    if (length < bytes.length()) {
      pieces.addFirst(new Piece(bytes.slice(length, bytes.length()), due));
    }
    held -= length;
    out.write(bytes.slice(0, length));
  }

  private void limitReading() {
    if (source != null && held >= CAPACITY) {
      source.read(false);
    } else if (source != null && held <= CAPACITY / 2) {
      source.read(true);
    }
  }
}
