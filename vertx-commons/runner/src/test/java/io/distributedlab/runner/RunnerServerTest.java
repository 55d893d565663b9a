package io.distributedlab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.service.Service;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class RunnerServerTest {
  private static final int OFFSET = 16_100;
  private static final int PORT = RunnerServer.PORT + OFFSET;

  private final LabDescriptor lab = new TestLab().descriptor();
  private final EmbeddedDeployment deployment = new EmbeddedDeployment(lab, OFFSET, false);
  private final Future<Service> server = RunnerServer.start(lab, deployment, OFFSET);

  @BeforeAll
  void start() throws Exception {
    await(Future.join(server, deployment.start(service -> {})));
  }

  @AfterAll
  void stop() throws Exception {
    await(Future.join(server.compose(Service::stop), deployment.stop()));
  }

  @Test
  void theIndexSaysWhatRunsWhere() throws Exception {
    var index = new JsonObject(Get.get(PORT, "/").body());
    assertThat(index.getString("lab")).isEqualTo("test-lab");
    assertThat(index.getString("question")).isEqualTo("Does the front hear from the back?");
    assertThat(index.getJsonArray("services"))
        .extracting(service -> ((JsonObject) service).getString("url"))
        .containsExactly("http://localhost:23110", "http://localhost:23111");
  }

  @Test
  void aTraceCanBeFoundByItsIdAndByAServiceItPassed() throws Exception {
    var id = Get.get(7010 + OFFSET, "/api/ask").headers().firstValue("X-Trace-Id").orElseThrow();
    var trace = new JsonObject(Get.get(PORT, "/admin/traces/" + id).body());
    assertThat(trace.getString("traceId")).isEqualTo(id);
    var passedBack = new JsonArray(Get.get(PORT, "/admin/traces?service=back&limit=1").body());
    assertThat(passedBack.getJsonObject(0).getString("traceId")).isEqualTo(id);
    assertThat(new JsonArray(Get.get(PORT, "/admin/traces?service=nobody").body())).isEmpty();
  }

  @Test
  void logsOfAnUnknownTraceAreEmptyAndItsSpansNotFound() throws Exception {
    assertThat(new JsonArray(Get.get(PORT, "/admin/logs?trace_id=none").body())).isEmpty();
    assertThat(Get.get(PORT, "/admin/traces/none").statusCode()).isEqualTo(404);
  }

  @Test
  void aLimitOutOfRangeIsRefused() throws Exception {
    var refused = Get.get(PORT, "/admin/traces?limit=0");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(refused.body()).getString("name")).isEqualTo("limit");
  }

  private static void await(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
