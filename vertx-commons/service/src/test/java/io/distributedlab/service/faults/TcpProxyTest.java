package io.distributedlab.service.faults;

import static io.distributedlab.service.TestService.await;
import static io.distributedlab.service.TestService.get;
import static io.distributedlab.service.TestService.put;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.service.Directory;
import io.distributedlab.service.Service;
import io.distributedlab.service.TestService;
import io.distributedlab.service.knobs.KnobSchema;
import io.distributedlab.service.telemetry.Telemetry;
import io.distributedlab.service.telemetry.TelemetryConfig;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpProxyTest {
  private static final int SHORT_MS = 250;
  private static final int PATIENCE_MS = 10_000;

  private final Service service =
      TestService.start(
          "proxy",
          Directory.loopback(Map.of("proxy", 0), 0),
          KnobSchema.NONE,
          null,
          Telemetry.create(new TelemetryConfig("proxy", "lab", null, false, 1).withEnv(Map.of())),
          s -> {});
  private EchoTarget target;
  private TcpProxy proxy;

  TcpProxyTest() throws IOException {
    target = EchoTarget.start();
    proxy = new TcpProxy(service, "echo", 0, () -> address(target));
  }

  @BeforeEach
  void deploy() {
    await(service.vertx().deployVerticle(proxy));
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    fault("{\"proxy.echo\":\"pass\"}");
    target.close();
    await(until(() -> connections() == 0));
    await(service.stop());
  }

  @Test
  void largeTransfersArriveByteForByte() throws Exception {
    var sent = MessageDigest.getInstance("SHA-256");
    var got = MessageDigest.getInstance("SHA-256");
    var size = 48 << 20;
    try (var socket = connect()) {
      var writing = CompletableFuture.runAsync(() -> write(socket, size, sent));
      read(socket.getInputStream(), size, got);
      writing.get(30, TimeUnit.SECONDS);
    }
    assertThat(got.digest()).isEqualTo(sent.digest());
    assertThat(target.received()).isEqualTo(size);
  }

  @Test
  void aSenderIsSlowedDownToItsReader() throws Exception {
    var latch = new CountDownLatch(1);
    var size = 64 << 20;
    var sent = MessageDigest.getInstance("SHA-256");
    var got = MessageDigest.getInstance("SHA-256");
    try (var slow = EchoTarget.readingAfter(latch)) {
      target = slow;
      try (var socket = connect()) {
        var writing = CompletableFuture.runAsync(() -> write(socket, size, sent));
        assertThatThrownBy(() -> writing.get(SHORT_MS, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        latch.countDown();
        read(socket.getInputStream(), size, got);
        writing.get(30, TimeUnit.SECONDS);
      }
    }
    assertThat(got.digest()).isEqualTo(sent.digest());
  }

  @Test
  void oneDirectionCanEndAlone() throws Exception {
    try (var socket = connect()) {
      socket.getOutputStream().write("last words, ".getBytes(UTF_8));
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .isEqualTo("last words, " + EchoTarget.GOODBYE);
    }
  }

  @Test
  void fiveHundredConnectionsAtOnce() throws Exception {
    var sockets = new ArrayList<Socket>();
    for (var i = 0; i < 500; i++) {
      sockets.add(connect());
    }
    for (var socket : sockets) {
      socket.getOutputStream().write("ping".getBytes(UTF_8));
    }
    for (var socket : sockets) {
      assertThat(socket.getInputStream().readNBytes(4)).isEqualTo("ping".getBytes(UTF_8));
    }
    assertThat(connections()).isEqualTo(500);
    for (var socket : sockets) {
      socket.close();
    }
    await(until(() -> connections() == 0));
  }

  @Test
  void refusalResetsWhatIsOpenAndWhatComes() throws Exception {
    try (var socket = connect()) {
      echo(socket, "before");
      fault("{\"proxy.echo\":\"refuse\"}");
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> echo(connect(), "during")).isInstanceOf(IOException.class);
    }
    fault("{\"proxy.echo\":\"pass\"}");
    try (var socket = connect()) {
      echo(socket, "after");
    }
  }

  @Test
  void aBlackHoleAnswersNothingUntilItEnds() throws Exception {
    try (var old = connect()) {
      echo(old, "before");
      fault("{\"proxy.echo\":\"blackhole\"}");
      try (var fresh = connect()) {
        for (var socket : new Socket[] {old, fresh}) {
          socket.setSoTimeout(SHORT_MS);
          socket.getOutputStream().write("held".getBytes(UTF_8));
          assertThatThrownBy(() -> socket.getInputStream().read())
              .isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(target.received()).isEqualTo("before".length());
        fault("{\"proxy.echo\":\"pass\"}");
        for (var socket : new Socket[] {old, fresh}) {
          socket.setSoTimeout(PATIENCE_MS);
          assertThat(socket.getInputStream().readNBytes(4)).isEqualTo("held".getBytes(UTF_8));
        }
      }
    }
  }

  @Test
  void delayIsAddedEachWayAndKeepsTheOrder() throws Exception {
    try (var socket = connect()) {
      echo(socket, "warm");
      fault("{\"proxy.echo.delay_ms\":150}");
      assertThat(millis(() -> echo(socket, "slow"))).isBetween(300L, 1_500L);
      socket.getOutputStream().write("first,".getBytes(UTF_8));
      fault("{\"proxy.echo.delay_ms\":0}");
      socket.getOutputStream().write("second".getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
          .isEqualTo("first,second");
      assertThat(millis(() -> echo(socket, "fast"))).isLessThan(150);
    }
  }

  @Test
  void theRateOfEachDirectionIsLimited() throws Exception {
    fault("{\"proxy.echo.bytes_per_s\":1000000}");
    var size = 600_000;
    try (var socket = connect()) {
      var millis =
          millis(
              () -> {
                var digest = MessageDigest.getInstance("SHA-256");
                var writing = CompletableFuture.runAsync(() -> write(socket, size, digest));
                var got = MessageDigest.getInstance("SHA-256");
                read(socket.getInputStream(), size, got);
                writing.get(10, TimeUnit.SECONDS);
                assertThat(got.digest()).isEqualTo(digest.digest());
              });
      assertThat(millis).isBetween(570L, 2_000L); // 600 ms less 20 ms of catching up, a way each
    }
  }

  @Test
  void aLostReplyWasProducedAllTheSame() throws Exception {
    try (var socket = connect()) {
      echo(socket, "before");
      fault("{\"proxy.echo\":\"lose-reply\"}");
      socket.getOutputStream().write("request".getBytes(UTF_8));
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThat(target.received()).isEqualTo("beforerequest".length());
    }
  }

  @Test
  void aTargetThatComesBackElsewhereIsFound() throws Exception {
    try (var socket = connect()) {
      echo(socket, "old");
    }
    target.close();
    try (var socket = connect()) {
      assertThatThrownBy(() -> echo(socket, "nobody")).isInstanceOf(IOException.class);
    }
    target = EchoTarget.start();
    try (var socket = connect()) {
      echo(socket, "new");
    }
  }

  @Test
  void anUnknownModeIsRefused() {
    var response = put(service, "/admin/faults", "{\"proxy.echo\":\"explode\"}");
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("one of pass, refuse, blackhole, lose-reply");
  }

  private interface Step {
    void run() throws Exception;
  }

  private static long millis(Step step) throws Exception {
    var started = System.nanoTime();
    step.run();
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  private static void echo(Socket socket, String text) throws IOException {
    var bytes = text.getBytes(UTF_8);
    socket.getOutputStream().write(bytes);
    if (!new String(socket.getInputStream().readNBytes(bytes.length), UTF_8).equals(text)) {
      throw new IOException("no echo of " + text);
    }
  }

  private static void write(Socket socket, int size, MessageDigest digest) {
    var random = new Random(size);
    var block = new byte[50_000];
    try {
      for (var left = size; left > 0; left -= block.length) {
        random.nextBytes(block);
        var length = Math.min(left, block.length);
        digest.update(block, 0, length);
        socket.getOutputStream().write(block, 0, length);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void read(InputStream in, int size, MessageDigest digest) throws IOException {
    for (var left = size; left > 0; ) {
      var block = in.readNBytes(Math.min(left, 50_000));
      assertThat(block).isNotEmpty();
      digest.update(block);
      left -= block.length;
    }
  }

  private static SocketAddress address(EchoTarget target) {
    return SocketAddress.inetSocketAddress(target.port(), "127.0.0.1");
  }

  private void fault(String json) {
    assertThat(put(service, "/admin/faults", json).statusCode()).isEqualTo(200);
  }

  private long connections() {
    return get(service, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("lab_proxy_connections"))
        .mapToLong(line -> Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ')))))
        .sum();
  }

  private Future<Void> until(BooleanSupplier holds) {
    return service
        .vertx()
        .executeBlocking(holds::getAsBoolean)
        .compose(
            met ->
                met
                    ? Future.succeededFuture()
                    : service.vertx().timer(5).compose(tick -> until(holds)));
  }
}
