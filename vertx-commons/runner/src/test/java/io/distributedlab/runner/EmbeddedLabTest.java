package io.distributedlab.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an experiment can do to a lab in this JVM. */
@Timeout(60)
class EmbeddedLabTest {
  private static final int OFFSET = 16_200;
  private static final int BACK = 7011 + OFFSET;

  private final EmbeddedLab lab = new EmbeddedLab(new TestLab().descriptor(), OFFSET, false);
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    await(lab.start(service -> {}));
  }

  @AfterEach
  void stop() throws Exception {
    await(lab.stop());
    client.close();
    assertThat(lab.ports().keySet()).allMatch(Ports::isFree);
  }

  @Test
  void servicesAndConsoleAreWhereItSays() throws Exception {
    assertThat(lab.services()).containsExactly("front", "back");
    assertThat(send(lab.base("front"), "/api/ask").statusCode()).isEqualTo(200);
    var traces = new JsonArray(send(lab.console().orElseThrow(), "/admin/traces").body());
    assertThat(traces).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> lab.base("side"));
    assertThatIllegalArgumentException().isThrownBy(() -> lab.kill("side"));
  }

  @Test
  void aKillBreaksConnectionsAndARestartIsReadyOnTheSamePort() throws Exception {
    hang("back");
    try (var waiting = new Socket(InetAddress.getLoopbackAddress(), BACK)) {
      waiting.setSoTimeout(10_000);
      waiting.getOutputStream().write("GET /answer HTTP/1.1\r\nHost: back\r\n\r\n".getBytes(UTF_8));
      awaitInFlight("back");
      await(lab.kill("back"));
      assertThat(waiting.getInputStream().read()).as("end of the stream").isEqualTo(-1);
    }
    assertThat(Ports.isFree(BACK)).isTrue();
    assertThat(send(lab.base("front"), "/api/ask").statusCode()).isEqualTo(502);
    assertThatIllegalArgumentException().isThrownBy(() -> lab.kill("back"));

    await(lab.restart("back"));
    assertThat(send(lab.base("back"), "/ready").statusCode()).isEqualTo(200);
    assertThat(send(lab.base("front"), "/api/ask").statusCode()).isEqualTo(200);
  }

  @Test
  void aRestartOfARunningServiceForgetsWhatItHadInMemory() throws Exception {
    send(lab.base("front"), "/api/ask");
    assertThat(send(lab.base("back"), "/metrics").body()).contains("/answer");
    await(lab.restart("back"));
    assertThat(send(lab.base("back"), "/metrics").body()).doesNotContain("/answer");
  }

  @Test
  void aPausedServiceAnswersNothingUntilItIsResumed() throws Exception {
    await(lab.pause("back"));
    await(lab.pause("back"));
    var waiting = client.sendAsync(get(lab.base("back"), "/answer"), BodyHandlers.ofString());
    assertThat(send(lab.base("front"), "/health").statusCode()).isEqualTo(200);
    assertThat(send(lab.base("front"), "/api/ask").statusCode()).isEqualTo(504);
    assertThat(waiting).isNotDone();
    await(lab.resume("back"));
    assertThat(waiting.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    await(lab.resume("back"));
  }

  @Test
  void aPausedServiceCanBeKilledAndALabWithOneStopped() throws Exception {
    await(lab.pause("back"));
    await(lab.kill("back"));
    await(lab.pause("front"));
  }

  @Test
  void itsFuturesAreToldOnTheCallersEventLoop() throws Exception {
    var vertx = Vertx.vertx();
    try {
      var told = new CompletableFuture<Boolean>();
      var caller = vertx.getOrCreateContext();
      caller.runOnContext(
          now ->
              lab.pause("back")
                  .compose(paused -> lab.restart("back"))
                  .compose(restarted -> lab.kill("back"))
                  .onComplete(killed -> told.complete(Vertx.currentContext() == caller)));
      assertThat(told.get(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      await(vertx.close());
    }
  }

  private void hang(String service) throws Exception {
    var put =
        HttpRequest.newBuilder(URI.create(lab.base(service) + "/admin/faults"))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"hang\":true}"));
    assertThat(client.send(put.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  private void awaitInFlight(String service) throws Exception {
    while (!send(lab.base(service), "/metrics").body().matches("(?s).*lab_inflight\\{[^}]*} 1.*")) {
      Thread.onSpinWait();
    }
  }

  private HttpResponse<String> send(URI base, String path) throws Exception {
    return client.send(get(base, path), BodyHandlers.ofString());
  }

  private static HttpRequest get(URI base, String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).build();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
