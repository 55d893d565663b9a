package io.distributedlab.service.faults;

import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;

/**
 * One TCP connection with what a {@link NetSocket} does not offer: either direction can end alone,
 * it can be reset, and reading stops without the end of the bytes overtaking the bytes. Uses
 * Vert.x' internal API to reach the channel. All of it happens on the socket's event loop.
 */
final class TcpEnd {
  private final NetSocketInternal socket;
  private final DuplexChannel channel;

  TcpEnd(NetSocket socket) {
    this.socket = (NetSocketInternal) socket;
    this.channel = (DuplexChannel) this.socket.channelHandlerContext().channel();
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
  }

  /**
   * @param ended the other side has said that it sends nothing more
   * @param closed the connection is gone, for whatever reason
   */
  void listen(Handler<Buffer> bytes, Runnable ended, Runnable closed) {
    socket.handler(bytes).exceptionHandler(broken -> close()).closeHandler(gone -> closed.run());
    socket.eventHandler(
        event -> {
          if (event == ChannelInputShutdownEvent.INSTANCE) {
            ended.run();
          } else {
            ReferenceCountUtil.release(event);
          }
        });
  }

  void read(boolean on) {
    channel.config().setAutoRead(on);
  }

  boolean full() {
    return socket.writeQueueFull();
  }

  void onDrained(Runnable drained) {
    socket.drainHandler(empty -> drained.run());
  }

  /** Fails when the connection breaks, which {@link #listen} tells too. */
  Future<Void> write(Buffer bytes) {
    return socket.write(bytes);
  }

  /** Ends this side's direction after all that was written; done when that is on its way. */
  Future<Void> end() {
    return write(Buffer.buffer()).onSuccess(flushed -> channel.shutdownOutput());
  }

  /** Closes at once: what was written and is not on its way is lost. */
  void close() {
    socket.channelHandlerContext().close();
  }

  /** Breaks the connection: the other side gets a reset instead of an orderly end. */
  void reset() {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    close();
  }
}
