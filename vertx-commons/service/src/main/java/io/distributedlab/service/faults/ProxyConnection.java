package io.distributedlab.service.faults;

import io.distributedlab.service.faults.TcpProxy.Conditions;
import io.distributedlab.service.faults.TcpProxy.Mode;
import io.distributedlab.service.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client's connection to the proxy and the proxy's connection to the target. */
final class ProxyConnection {
  private final Supplier<Conditions> conditions;
  private final Supplier<Future<NetSocket>> connect;
  private final Consumer<ProxyConnection> gone;
  private final Flow requests;
  private final Flow replies;
  private final TcpEnd client;
  private @Nullable TcpEnd target;
  private boolean connecting;
  private boolean closed;
  private int open = 1;
  private int unfinished = 2;

  /**
   * @param connect opens a connection to the target
   * @param gone told once, when neither connection is left
   */
  ProxyConnection(
      Vertx vertx,
      Clock clock,
      NetSocket socket,
      Supplier<Conditions> conditions,
      Supplier<Future<NetSocket>> connect,
      Consumer<ProxyConnection> gone) {
    this.conditions = conditions;
    this.connect = connect;
    this.gone = gone;
    this.requests = new Flow(vertx, clock, conditions, this::finish);
    this.replies = new Flow(vertx, clock, conditions, this::finish);
    this.client = new TcpEnd(socket);
    requests.from(client);
    client.listen(requests::offer, requests::end, this::left);
  }

  /** Goes on under the conditions of now. */
  void proceed() {
    if (conditions.get().mode() == Mode.REFUSE) {
      reset();
      return;
    }
    if (!connecting && !closed && conditions.get().mode() != Mode.BLACKHOLE) {
      connecting = true;
      connect.get().onSuccess(this::connected).onFailure(unreachable -> reset());
    }
    requests.forward();
    replies.forward();
  }

  /** Breaks both connections. What is on its way is lost. */
  void reset() {
    close();
    client.reset();
    if (target != null) {
      target.reset();
    }
  }

  private void connected(NetSocket socket) {
    var end = new TcpEnd(socket);
    if (closed) {
      end.reset();
      return;
    }
    target = end;
    open++;
    replies.from(end);
    end.listen(this::reply, this::endOfReplies, this::left);
    replies.into(client);
    requests.into(end);
  }

  private void reply(Buffer bytes) {
    if (conditions.get().mode() == Mode.LOSE_REPLY) {
      reset();
    } else {
      replies.offer(bytes);
    }
  }

  private void endOfReplies() {
    if (conditions.get().mode() == Mode.LOSE_REPLY) {
      reset();
    } else {
      replies.end();
    }
  }

  private void finish() {
    unfinished--;
    if (unfinished == 0 && target != null) {
      close();
      client.close();
      target.close();
    }
  }

  private void left() {
    open--;
    if (!closed) {
      reset();
    }
    if (open == 0) {
      gone.accept(this);
    }
  }

  private void close() {
    closed = true;
    requests.stop();
    replies.stop();
  }
}
