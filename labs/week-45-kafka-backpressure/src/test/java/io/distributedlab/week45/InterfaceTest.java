package io.distributedlab.week45;

import static io.distributedlab.week45.Lab45.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of all services, and what is said about input that is not allowed. */
class InterfaceTest {
  private static Lab45 lab;

  @BeforeAll
  static void start() {
    lab = new Lab45();
  }

  @AfterAll
  static void stop() {
    lab.stop();
  }

  @Test
  void anOrderIsAcknowledgedWithItsPlaceAndProcessedOnce() {
    lab.drained();
    var before = lab.get("sink", "/ledger");
    var receipt = lab.post("producer", "/produce", "{\"order_id\":\"mine\",\"product\":\"desk\"}");
    assertThat(receipt.getString("order_id")).isEqualTo("mine");
    assertThat(receipt.getInteger("partition")).isBetween(0, 5);
    lab.drained();
    assertThat(lab.get("sink", "/ledger/orders").getInteger("mine")).isEqualTo(1);
    assertThat(lab.get("sink", "/ledger").getLong("processed"))
        .isEqualTo(before.getLong("processed") + 1);
  }

  @Test
  void aBatchIsAsLargeAsAskedFor() {
    assertThat(lab.post("producer", "/produce/batch", "").getJsonArray("order_ids")).hasSize(10);
    assertThat(lab.post("producer", "/produce/batch?count=3", "").getJsonArray("order_ids"))
        .hasSize(3);
  }

  @Test
  void aBurstTellsItsRateAndOnlyOneRunsAtATime() {
    lab.drained();
    var before = lab.get("producer", "/stats").getLong("produced");
    var first =
        CompletableFuture.supplyAsync(
            () -> lab.post("producer", "/burst", "{\"count\":50,\"delay_ms\":20}"));
    until(() -> lab.get("producer", "/stats").getLong("produced") > before);
    assertThat(lab.send("POST", "producer", "/burst", "{\"count\":1}").statusCode()).isEqualTo(409);
    var result = first.join();
    assertThat(result.getInteger("accepted")).isEqualTo(50);
    assertThat(result.getDouble("rate_per_second")).isBetween(5.0, 50.0);
  }

  @Test
  void theAutomaticProducerStartsAndStops() {
    assertThat(lab.post("producer", "/config", "{\"rate_ms\":10,\"batch_size\":2}"))
        .isEqualTo(new JsonObject().put("batch_size", 2).put("rate_ms", 10).put("running", false));
    var before = lab.get("producer", "/stats").getLong("produced");
    assertThat(lab.post("producer", "/start", "").getBoolean("running")).isTrue();
    until(() -> lab.get("producer", "/stats").getLong("produced") >= before + 10);
    assertThat(lab.post("producer", "/stop", "").getBoolean("running")).isFalse();
    lab.drained();
  }

  @Test
  void consumersAreSetAtTheirService() {
    assertThat(lab.get("consumer-2", "/config"))
        .isEqualTo(new JsonObject().put("paused", false).put("processing_ms", 5));
    assertThat(lab.post("consumer-2", "/slow", "").getInteger("processing_ms")).isEqualTo(2000);
    assertThat(lab.post("consumer-2", "/fast?time_ms=7", "").getInteger("processing_ms"))
        .isEqualTo(7);
    assertThat(lab.post("consumer-2", "/pause", "").getBoolean("paused")).isTrue();
    assertThat(lab.post("consumer-2", "/resume", "").getBoolean("paused")).isFalse();
    lab.post("consumer-2", "/config", "{\"processing_ms\":5}");
  }

  @Test
  void moreConsumersShareThePartitions() {
    assertThat(lab.lab.put("consumer-2", "/instances", "{\"n\":2}").statusCode()).isEqualTo(200);
    until(() -> lab.partitions("consumer-1") == 2 && lab.partitions("consumer-2") == 4);
    assertThat(lab.lab.put("consumer-2", "/instances", "{\"n\":0}").statusCode()).isEqualTo(200);
    until(() -> lab.partitions("consumer-1") == 6);
  }

  @Test
  void crashedConsumersComeBack() {
    assertThat(lab.post("consumer-1", "/crash?restart_ms=10", "").getInteger("crashed"))
        .isEqualTo(1);
    until(() -> lab.partitions("consumer-1") == 6);
  }

  @Test
  void theMonitorKnowsTheGroup() {
    lab.drained();
    until(() -> lab.get("lag-monitor", "/lag").getInteger("members") == 1);
    var lag = lab.get("lag-monitor", "/lag");
    assertThat(lag.getJsonArray("per_partition")).hasSize(6);
    assertThat(lag.getJsonArray("per_partition").getJsonObject(0).getString("owner"))
        .startsWith("consumer-1-");
    assertThat(lag.getDouble("drain_sec")).isZero();
    assertThat(lab.get("lag-monitor", "/status").getString("level")).isEqualTo("OK");
    assertThat(lab.get("lag-monitor", "/recommendations").getString("action")).isEqualTo("NONE");
    until(() -> lab.list("lag-monitor", "/lag/history?limit=3").size() == 3);
  }

  @Test
  void aLagIsAnAlertUntilItIsCleared() {
    lab.post("consumer-1", "/pause", "");
    lab.post("producer", "/produce/batch?count=150", "");
    until(() -> !lab.list("lag-monitor", "/alerts").isEmpty());
    lab.post("consumer-1", "/resume", "");
    lab.drained();
    assertThat(lab.send("DELETE", "lag-monitor", "/alerts", "").statusCode()).isEqualTo(204);
    assertThat(lab.list("lag-monitor", "/alerts?limit=5")).isEmpty();
  }

  @Test
  void theBacklogOfAGroupWithMembersIsNotSkipped() {
    assertThat(lab.send("DELETE", "lag-monitor", "/backlog", "").statusCode()).isEqualTo(409);
  }

  @Test
  void aThrottledCallerIsToldWhenToComeBack() {
    lab.knobs("{\"r_min\":1}");
    assertThat(
            lab.send("PUT", "sink", "/admin/response", "{\"response\":\"throttle\"}").statusCode())
        .isEqualTo(200);
    until(() -> lab.send("POST", "producer", "/produce", "{}").statusCode() == 429);
    var refused = lab.send("POST", "producer", "/produce", "{}");
    lab.knobs("{\"response\":\"none\",\"r_min\":10}");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("/problems/lag-throttled");
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    lab.drained();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, producer, /produce/batch?count=0, '', 422",
    "POST, producer, /produce/batch?count=100001, '', 422",
    "POST, producer, /produce/batch?count=many, '', 422",
    "POST, producer, /burst, '{\"count\":0}', 422",
    "POST, producer, /burst, '{\"count\":100001}', 422",
    "POST, producer, /burst, '{\"delay_ms\":-1}', 422",
    "POST, producer, /burst, '{\"delay\":1}', 422",
    "POST, producer, /burst, '{', 400",
    "POST, producer, /produce, '{', 400",
    "POST, producer, /produce, '{\"colour\":\"red\"}', 422",
    "POST, producer, /produce, '{\"quantity\":0}', 422",
    "POST, producer, /produce, '{\"quantity\":\"two\"}', 422",
    "POST, producer, /produce, '{\"order_id\":\"\"}', 422",
    "POST, producer, /produce, '{\"price\":-1}', 422",
    "POST, producer, /config, '{\"rate_ms\":0}', 422",
    "POST, producer, /config, '{\"rate\":1}', 422",
    "POST, consumer-1, /config, '{\"processing_ms\":-1}', 422",
    "POST, consumer-1, /slow?time_ms=-1, '', 422",
    "PUT, consumer-1, /instances, '{\"n\":5}', 422",
    "POST, consumer-1, /crash?restart_ms=0, '', 422",
    "PUT, producer, /admin/consumer-mode, '{\"mode\":\"turbo\"}', 422",
    "PUT, producer, /admin/response, '{\"response\":\"pray\"}', 422",
    "PUT, producer, /admin/knobs, '{\"low\":300}', 422",
    "POST, sink, /orders, '{', 400",
    "POST, sink, /orders, '{}', 422",
    "GET, lag-monitor, /lag/history?limit=0, '', 422",
    "GET, lag-monitor, /lag/history?limit=101, '', 422",
    "GET, lag-monitor, /alerts?limit=51, '', 422",
    "PATCH, lag-monitor, /lag, '', 405",
  })
  void whatIsNotAllowedIsRefusedAndChangesNothing(
      String method, String service, String path, String json, int status) {
    var before = lab.get("producer", "/admin/knobs").getJsonObject("values");
    var response = lab.send(method, service, path, json);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(lab.get("producer", "/admin/knobs").getJsonObject("values")).isEqualTo(before);
  }
}
