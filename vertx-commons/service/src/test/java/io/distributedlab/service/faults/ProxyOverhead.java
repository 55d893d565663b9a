package io.distributedlab.service.faults;

import static io.distributedlab.service.TestService.await;

import io.distributedlab.service.TestService;
import io.distributedlab.service.knobs.KnobSchema;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Prints what the proxy costs beside a direct connection to the same echo. Run by hand. */
final class ProxyOverhead {
  private static final int ROUNDS = 20_000;
  private static final int BULK = 256 << 20;

  private ProxyOverhead() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    var service = TestService.start(KnobSchema.NONE, s -> {});
    try (var target = EchoTarget.start()) {
      var proxy =
          new TcpProxy(
              service,
              "echo",
              0,
              () -> SocketAddress.inetSocketAddress(target.port(), "127.0.0.1"));
      await(service.vertx().deployVerticle(proxy));
      for (var warm = 0; warm < 2; warm++) {
        print(warm + " direct ", target.port());
        print(warm + " proxied", proxy.port());
      }
    }
    await(service.stop());
  }

  @SuppressWarnings("SystemOut")
  private static void print(String way, int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      var micros = roundTrips(socket);
      System.out.printf(
          "%s round trip of 64 B: p50 %.0f us, p99 %.0f us; echo of 256 MiB: %.0f MB/s%n",
          way, micros[ROUNDS / 2], micros[ROUNDS * 99 / 100], megabytesPerSecond(socket));
    }
  }

  private static double[] roundTrips(Socket socket) throws IOException {
    var message = new byte[64];
    var micros = new double[ROUNDS];
    for (var i = 0; i < ROUNDS; i++) {
      var started = System.nanoTime();
      socket.getOutputStream().write(message);
      socket.getInputStream().readNBytes(message.length);
      micros[i] = (System.nanoTime() - started) / 1e3;
    }
    Arrays.sort(micros);
    return micros;
  }

  private static double megabytesPerSecond(Socket socket) throws IOException {
    var started = System.nanoTime();
    var writing = CompletableFuture.runAsync(() -> write(socket));
    var block = new byte[64 * 1024];
    for (var left = BULK; left > 0; ) {
      left -= socket.getInputStream().read(block);
    }
    writing.join();
    return BULK / 1e6 / ((System.nanoTime() - started) / 1e9);
  }

  private static void write(Socket socket) {
    var block = new byte[64 * 1024];
    try {
      for (var left = BULK; left > 0; left -= block.length) {
        socket.getOutputStream().write(block);
      }
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }
}
