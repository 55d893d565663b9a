package io.distributedlab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributedlab.service.telemetry.SpanRecord;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lab with a service in a JVM of its own, in the hands of an experiment. */
@Timeout(90)
class OwnJvmTest {
  private static final int OFFSET = 18_400;
  private static final int DOOR = 7045 + OFFSET;
  private static final int WORKER = 7046 + OFFSET;

  private final List<String> ready = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final EmbeddedLab lab = new EmbeddedLab(new OwnJvmLab().descriptor(), OFFSET, false);

  @BeforeEach
  void start() throws Exception {
    await(lab.start(ready::add));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    await(lab.stop());
    client.close();
    assertThat(lab.ports().keySet()).allMatch(Ports::isFree);
  }

  @Test
  void itIsAnotherProcessAndPartOfTheSameTraces() throws Exception {
    assertThat(ready).containsExactlyInAnyOrder("door", "worker");
    var answer = get(DOOR, "/ask");
    var body = new JsonObject(answer.body());
    assertThat(body.getLong("pid")).isNotEqualTo(ProcessHandle.current().pid());
    assertThat(body.getString("greeting")).isEqualTo("hello");
    var trace = answer.headers().firstValue("X-Trace-Id").orElseThrow();
    await(lab.stop("worker"));
    assertThat(lab.store().trace(trace).orElseThrow().spans())
        .extracting(SpanRecord::service)
        .contains("door", "worker");
    await(lab.restart("worker"));
    assertThat(get(DOOR, "/ask").statusCode()).isEqualTo(200);
  }

  @Test
  void killAndPauseAreThoseOfAProcess() throws Exception {
    var before = pid();
    await(lab.pause("worker"));
    assertThatThrownBy(() -> get(WORKER, "/answer")).isInstanceOf(IOException.class);
    await(lab.resume("worker"));
    assertThat(pid()).isEqualTo(before);
    await(lab.kill("worker"));
    assertThat(ProcessHandle.of(before).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(get(DOOR, "/ask").statusCode()).isEqualTo(502);
    await(lab.restart("worker"));
    assertThat(pid()).isNotEqualTo(before);
  }

  @Test
  void aCrashInTheSharedJvmDropsTheServiceAndItComesBack() throws Exception {
    var crash =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + DOOR + "/admin/faults"))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"point.at-the-door\":\"crash\"}"))
            .build();
    assertThat(client.send(crash, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> get(DOOR, "/ask")).isInstanceOf(IOException.class);
    await(lab.restart("door"));
    assertThat(get(DOOR, "/ask").statusCode()).isEqualTo(200);
  }

  @Test
  void anotherVerticleThereNeedsALabThatHasIt() {
    var descriptor = new OwnJvmLab().descriptor();
    var verticle = descriptor.services().getFirst().verticle();
    assertThatThrownBy(() -> descriptor.with("worker", verticle))
        .isInstanceOf(IllegalArgumentException.class);
    var changed = descriptor.with("worker", verticle, ChildLab.class).services().getLast();
    assertThat(changed.verticle()).isSameAs(verticle);
    assertThat(changed.ownJvm())
        .isEqualTo(new LabDescriptor.OwnJvm(ChildLab.class, List.of("-Dgreeting=hello")));
  }

  private long pid() throws IOException, InterruptedException {
    return new JsonObject(get(DOOR, "/ask").body()).getLong("pid");
  }

  private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(3))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(40, TimeUnit.SECONDS);
  }
}
