package io.distributedlab.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Load in a closed loop: each connection sends a request, waits for the whole answer, sends the
 * next. It writes bytes made beforehand and reads of an answer only its status and length, because
 * what the client costs is in the throughput of every variant and brings their ratios closer to 1.
 */
final class ClosedLoop {
  private final NetClient client;
  private final int connections;

  ClosedLoop(Vertx vertx, int connections) {
    this.client = vertx.createNetClient();
    this.connections = connections;
  }

  /** Answers that came within {@code duration}. Fails when one is not 200 or is missing. */
  Future<Long> run(int port, String path, Duration duration) {
    var request =
        Buffer.buffer("GET %s HTTP/1.1\r\nHost: %s:%d\r\n\r\n".formatted(path, Ports.HOST, port));
    var sockets =
        IntStream.range(0, connections).mapToObj(i -> client.connect(port, Ports.HOST)).toList();
    return Future.all(sockets)
        .compose(
            opened ->
                loop(opened.<NetSocket>list(), request, System.nanoTime() + duration.toNanos()));
  }

  private static Future<Long> loop(Iterable<NetSocket> sockets, Buffer request, long until) {
    var total = Future.succeededFuture(0L);
    for (var socket : sockets) {
      var answers = new LoadConnection(socket, request, until).run();
      total = total.compose(sum -> answers.map(count -> sum + count));
    }
    return total;
  }
}
