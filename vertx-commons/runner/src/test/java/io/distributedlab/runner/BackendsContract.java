package io.distributedlab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.distributedlab.backends.BackendSource;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a lab may expect of its backends, wherever they run. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
abstract class BackendsContract {
  private final int offset;
  private final EmbeddedLab lab;
  private final HttpClient client = HttpClient.newHttpClient();
  private int next;

  BackendsContract(BackendSource source, int offset) {
    this.offset = offset;
    this.lab = new EmbeddedLab(new BackendLab().descriptor(), offset, false, source);
  }

  @BeforeAll
  void start() throws Exception {
    await(lab.start(service -> {}));
  }

  @AfterAll
  void stop() throws Exception {
    await(lab.stop());
    client.close();
    assertThat(lab.ports().keySet()).allMatch(Ports::isFree);
  }

  @Test
  void theServiceConnectsWithItsOwnRole() throws Exception {
    assertThat(get("/show/work_mem").getString("user")).isEqualTo("store");
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "work_mem, 5MB",
    "TimeZone, UTC"
  })
  void aCommitIsDurableAndTheLabsSettingsHold(String setting, String value) throws Exception {
    assertThat(get("/show/" + setting).getString("value")).endsWith(value); // Etc/UTC too
  }

  @ParameterizedTest
  @CsvSource({"appendonly, yes", "appendfsync, always", "save, ''"})
  void redisPersistsAsDeclared(String setting, String value) throws Exception {
    assertThat(get("/config/" + setting).getString("value"))
        .isEqualTo("{" + setting + ": " + value + "}");
  }

  @Test
  void topicsAreThereBeforeTheServiceAndAfterAStop() throws Exception {
    assertThat(get("/partitions").getInteger("partitions")).isEqualTo(6);
    await(lab.stop("kafka"));
    assertThat(Ports.isFree(7092 + offset)).isTrue();
    await(lab.restart("kafka"));
    assertThat(get("/partitions").getInteger("partitions")).isEqualTo(6);
  }

  @Test
  void whatWasAcknowledgedOutlivesKills() throws Exception {
    for (var name : List.of("cache", "postgres")) {
      var before = get("/orders");
      for (var i = 0; i < 20; i++) {
        add();
      }
      await(lab.kill(name));
      await(lab.restart(name));
      var after = get("/orders");
      assertThat(after.getInteger("stored")).isEqualTo(before.getInteger("stored") + 20);
      assertThat(after.getInteger("cached")).isEqualTo(before.getInteger("cached") + 20);
    }
  }

  @Test
  void aStoppedBackendAnswersNobodyAndComesBackWithItsData() throws Exception {
    add();
    var before = get("/orders");
    for (var name : List.of("cache", "postgres")) {
      await(lab.stop(name));
      assertThat(status("/orders")).isGreaterThanOrEqualTo(500);
      await(lab.restart(name));
    }
    assertThat(get("/orders")).isEqualTo(before);
  }

  @Test
  void theServiceCanBeStoppedAndStartedUnderItsBackends() throws Exception {
    add();
    var before = get("/orders");
    await(lab.stop("store"));
    assertThat(Ports.isFree(BackendLab.STORE + offset)).isTrue();
    await(lab.restart("store"));
    assertThat(get("/orders")).isEqualTo(before);
  }

  @Test
  void theyAreListedWithTheirAddresses() throws Exception {
    assertThat(lab.backends()).containsExactlyInAnyOrder("cache", "postgres", "kafka");
    var index = new JsonObject(Get.get(RunnerServer.PORT + offset, "/").body());
    assertThat(index.getJsonArray("backends"))
        .isEqualTo(
            new JsonArray()
                .add(listed("cache", "redis", "redis://127.0.0.1:" + (7379 + offset)))
                .add(
                    listed(
                        "postgres",
                        "postgres",
                        "postgresql://postgres@127.0.0.1:" + (7432 + offset) + "/postgres"))
                .add(listed("kafka", "kafka", "127.0.0.1:" + (7092 + offset))));
    assertThatIllegalArgumentException().isThrownBy(() -> lab.kill("redis"));
  }

  private static JsonObject listed(String name, String kind, String uri) {
    return new JsonObject().put("name", name).put("kind", kind).put("uri", uri);
  }

  private void add() throws Exception {
    var post = HttpRequest.newBuilder(uri("/orders/" + next++)).POST(BodyPublishers.ofString("{}"));
    var reply =
        client.send(
            post.header("Content-Type", "application/json").build(), BodyHandlers.ofString());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
  }

  private JsonObject get(String path) throws Exception {
    var reply = client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return new JsonObject(reply.body());
  }

  private int status(String path) throws Exception {
    return client
        .send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString())
        .statusCode();
  }

  private URI uri(String path) {
    return URI.create(lab.base("store") + path);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(90, TimeUnit.SECONDS);
  }
}
