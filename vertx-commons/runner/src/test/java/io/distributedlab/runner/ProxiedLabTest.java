package io.distributedlab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.distributedlab.backends.Kafka;
import io.distributedlab.service.Service;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lab that says that its Redis is behind a fault proxy. */
@Timeout(60)
class ProxiedLabTest {
  private static final int OFFSET = 18_700;
  private static final int COUNTER = 7050 + OFFSET;
  private static final int PROXY = 7051 + OFFSET;

  @Test
  void servicesReachTheBackendThroughTheProxy() throws Exception {
    var lab = new EmbeddedLab(lab(), OFFSET, false);
    try (var client = HttpClient.newHttpClient()) {
      assertThat(lab.ports()).containsEntry(PROXY + 1, "redis by redis-proxy");
      await(lab.start(ready -> {}));
      assertThat(new JsonObject(Get.get(COUNTER, "/count").body()).getInteger("count"))
          .isEqualTo(1);
      var fault =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PROXY + "/admin/faults"))
              .header("Content-Type", "application/json")
              .PUT(BodyPublishers.ofString("{\"proxy.redis\":\"lose-reply\"}"))
              .build();
      assertThat(client.send(fault, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      assertThat(Get.get(COUNTER, "/count").statusCode()).isEqualTo(500);
      assertThat(direct(lab.addresses().uri("redis"))).isEqualTo("2");
    } finally {
      await(lab.stop());
    }
    assertThat(lab.ports().keySet()).allMatch(Ports::isFree);
  }

  @Test
  void kafkaAndWhatIsNotThereCannotBeProxied() {
    var kafka = LabDescriptor.lab(0, "k", "K").backend(Kafka.named("kafka"));
    assertThatIllegalStateException()
        .isThrownBy(() -> kafka.proxy("proxy", 7051, "kafka").build())
        .withMessageContaining("a proxy is before");
    assertThatIllegalStateException()
        .isThrownBy(() -> LabDescriptor.lab(0, "n", "N").proxy("proxy", 7051, "none").build());
  }

  private static LabDescriptor lab() {
    return LabDescriptor.lab(0, "proxied-lab", "Proxied")
        .service("counter", 7050, Counter::new)
        .proxy("redis-proxy", 7051, "redis")
        .backend(io.distributedlab.backends.Redis.named("redis"))
        .build();
  }

  private static String direct(String uri) throws Exception {
    var vertx = io.vertx.core.Vertx.vertx();
    var client = Redis.createClient(vertx, uri);
    var count = await(client.send(Request.cmd(Command.GET).arg("count")));
    await(vertx.close());
    return String.valueOf(count);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(40, TimeUnit.SECONDS);
  }

  private static final class Counter extends VerticleBase {
    private final Service service;

    Counter(Service service) {
      this.service = service;
    }

    @Override
    public Future<?> start() {
      var redis = Redis.createClient(vertx, service.backend("redis"));
      return service
          .http()
          .get(
              "/count",
              request ->
                  redis
                      .send(Request.cmd(Command.INCR).arg("count"))
                      .map(count -> new JsonObject().put("count", count.toInteger())))
          .listen();
    }
  }
}
