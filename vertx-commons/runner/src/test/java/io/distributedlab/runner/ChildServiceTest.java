package io.distributedlab.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.service.telemetry.LogLine;
import io.distributedlab.service.telemetry.SpanRecord;
import io.distributedlab.service.telemetry.TelemetryStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ChildServiceTest {
  private static final int OFFSET = 17_800;
  private static final int PORT = ChildLab.PORT + OFFSET;

  @TempDir Path home = Path.of("");

  private final TelemetryStore store = new TelemetryStore();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ChildService child =
      new ChildService(
          ChildLab.class,
          ChildLab.SERVICE,
          OFFSET,
          List.of(),
          Map::of,
          store,
          new PrintStream(printed, true, UTF_8));

  @AfterEach
  void nothingIsLeft() throws Exception {
    await(child.close());
    client.close();
    assertThat(Ports.isFree(PORT)).isTrue();
    try (var entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(entries.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("distributed-lab-" + ChildLab.SERVICE + "-"));
    }
  }

  @Test
  void itsTelemetryIsWholeAfterAGracefulStop() throws Exception {
    await(child.start(true));
    assertThat(Get.get(PORT, "/ready").statusCode()).isEqualTo(200);
    assertThat(child.pid()).isNotEqualTo(ProcessHandle.current().pid());
    for (var i = 0; i < 200; i++) {
      assertThat(pid(i)).isEqualTo(child.pid());
    }
    var process = ProcessHandle.of(child.pid()).orElseThrow();
    await(child.stop());
    assertThat(process.isAlive()).isFalse();
    assertThat(numbers()).isEqualTo(200);
    assertThat(spans("work")).hasSize(200);
    var span = spans("work").getFirst();
    assertThat(span.attributes()).containsEntry("size", 41L);
    assertThat(span.events()).extracting(SpanRecord.Event::name).containsExactly("half done");
    assertThat(store.trace(span.traceId()).orElseThrow().spans())
        .extracting(SpanRecord::name)
        .contains("GET /work");
    assertThat(store.logs(span.traceId())).extracting(LogLine::message).contains("worked");
    assertThat(store.logs()).extracting(LogLine::message).contains("goodbye");
    assertThat(printed.toString(UTF_8)).contains("\"message\":\"goodbye\"");
  }

  @Test
  void aKillIsOneAndWhatWasToldBeforeItIsKept() throws Exception {
    await(child.start(true));
    var before = pid(1);
    await(child.kill());
    assertThat(child.running()).isFalse();
    assertThat(Ports.isFree(PORT)).isTrue();
    assertThat(spans("work")).hasSize(1);
    assertThat(store.logs()).extracting(LogLine::message).contains("worked");
    await(child.restart());
    assertThat(pid(2)).isEqualTo(child.pid()).isNotEqualTo(before);
    await(child.restart());
    assertThat(pid(3)).isEqualTo(child.pid());
    assertThat(store.logs()).extracting(LogLine::message).doesNotContain("goodbye");
  }

  @Test
  void aCrashPointEndsTheProcess() throws Exception {
    await(child.start(true));
    var process = ProcessHandle.of(child.pid()).orElseThrow();
    assertThat(fault("{\"point.after-work\":\"crash\",\"point.after-work.skip\":1}"))
        .isEqualTo(200);
    assertThat(pid(1)).isEqualTo(child.pid());
    assertThatThrownBy(() -> pid(2)).isInstanceOf(IOException.class);
    process.onExit().get(10, TimeUnit.SECONDS);
    assertThat(child.running()).isFalse();
    assertThat(store.logs()).extracting(LogLine::message).doesNotContain("goodbye");
    await(child.restart());
    assertThat(numbers()).isEqualTo(2);
    assertThat(pid(3)).isEqualTo(child.pid());
  }

  @Test
  void aPauseStopsItsTime() throws Exception {
    await(child.start(true));
    await(child.pause());
    assertThatThrownBy(() -> pid(1)).isInstanceOf(HttpTimeoutException.class);
    await(child.resume());
    assertThat(pid(2)).isEqualTo(child.pid());
    await(child.pause());
  }

  @Test
  void whyItDoesNotStartIsTold() throws Exception {
    try (var taken = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(() -> await(child.start(true))).hasStackTraceContaining("already in use");
    }
    assertThat(child.running()).isFalse();
  }

  @Test
  void itDiesWithTheJvmThatStartedItAndTheNextStartClearsUp() throws Exception {
    for (var signal : List.of("KILL", "TERM")) {
      try (var parent = ChildJvm.start(home, ChildParent.class, Integer.toString(OFFSET))) {
        var line = parent.readUntil("pid ").strip();
        var process =
            ProcessHandle.of(Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .orElseThrow();
        parent.signal(signal);
        process.onExit().get(20, TimeUnit.SECONDS);
      }
    }
    await(child.start(true)); // clears the directories of those two
  }

  @Test
  void membersOfAClusterDieAndComeBack() throws Exception {
    var one = member("one");
    var two = member("two");
    try {
      await(one.start(true));
      await(two.start(false));
      assertThat(heard(7041)).isEqualTo("two");
      assertThat(heard(7042)).isEqualTo("one");
      await(one.kill());
      await(one.restart());
      assertThat(heardBeforeLong(7041)).isEqualTo("two");
      assertThat(heardBeforeLong(7042)).isEqualTo("one");
    } finally {
      await(two.close());
      await(one.close());
    }
  }

  private ChildService member(String name) {
    return new ChildService(ChildClusterLab.class, name, OFFSET, List.of(), Map::of, store, null);
  }

  private static String heard(int port) throws InterruptedException {
    return new JsonObject(Get.get(port + OFFSET, "/ask").body()).getString("heard", "nobody");
  }

  /** The cluster takes some seconds to notice that a member vanished. */
  private static String heardBeforeLong(int port) throws InterruptedException {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    var heard = heard(port);
    while (heard.equals("nobody") && System.nanoTime() < deadline) {
      heard = heard(port);
    }
    return heard;
  }

  private long numbers() {
    return store.logs().stream().filter(log -> log.message().equals("worked")).count();
  }

  private List<SpanRecord> spans(String name) {
    return store.spans().stream().filter(span -> span.name().equals(name)).toList();
  }

  private long pid(int number) throws IOException, InterruptedException {
    var request = request("/work?number=" + number).GET().build();
    return new JsonObject(client.send(request, BodyHandlers.ofString()).body()).getLong("pid");
  }

  private int fault(String json) throws IOException, InterruptedException {
    var request =
        request("/admin/faults")
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json))
            .build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(Duration.ofSeconds(2));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(40, TimeUnit.SECONDS);
  }
}
