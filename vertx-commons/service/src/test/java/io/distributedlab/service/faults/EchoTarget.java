package io.distributedlab.service.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends back what it gets, and when the client has ended its direction says goodbye. Made with the
 * sockets of the JDK, blocking, on threads of its own.
 */
final class EchoTarget implements AutoCloseable {
  static final String GOODBYE = "goodbye";

  private final ServerSocket server;
  private final CountDownLatch reading;
  private final AtomicLong received = new AtomicLong();
  private final CompletableFuture<Void> accepting;

  private EchoTarget(CountDownLatch reading) throws IOException {
    this.server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    this.reading = reading;
    this.accepting = CompletableFuture.runAsync(this::accept, Thread::startVirtualThread);
  }

  static EchoTarget start() throws IOException {
    return new EchoTarget(new CountDownLatch(0));
  }

  /** Reads nothing before the latch opens. */
  static EchoTarget readingAfter(CountDownLatch latch) throws IOException {
    return new EchoTarget(latch);
  }

  int port() {
    return server.getLocalPort();
  }

  long received() {
    return received.get();
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> echo(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void echo(Socket socket) {
    try (socket) {
      reading.await();
      var bytes = new byte[64 * 1024];
      var in = socket.getInputStream();
      var out = socket.getOutputStream();
      for (var n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        received.addAndGet(n);
        out.write(bytes, 0, n);
      }
      out.write(GOODBYE.getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      // the client's affair
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns when nothing listens any more: a socket takes connections, also when it is closed, for
   * as long as a thread waits in it.
   */
  @Override
  public void close() throws IOException {
    server.close();
    accepting.join();
  }
}
