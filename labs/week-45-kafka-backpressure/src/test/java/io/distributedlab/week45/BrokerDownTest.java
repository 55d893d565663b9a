package io.distributedlab.week45;

import static io.distributedlab.week45.Lab45.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said while there is no broker, and that everything goes on when it is back. */
class BrokerDownTest {
  private final Lab45 lab = new Lab45();

  @AfterEach
  void stop() {
    lab.stop();
  }

  @Test
  void withoutABrokerOrdersAreRefusedAndTheLastLagIsToldWithItsAge() throws Exception {
    lab.post("producer", "/produce", "{\"order_id\":\"before\"}");
    lab.drained();
    done(lab.lab.deployment().stop("kafka"));
    var refused = lab.send("POST", "producer", "/produce", "{}");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("/problems/kafka-unavailable");
    until(() -> lab.lab.get("lag-monitor", "/lag").statusCode() == 503);
    var last = new JsonObject(lab.lab.get("lag-monitor", "/lag").body());
    assertThat(last.getLong("last_total")).isZero();
    assertThat(last.getLong("age_ms")).isPositive();

    done(lab.lab.deployment().restart("kafka"));
    until(
        () ->
            lab.send("POST", "producer", "/produce", "{\"order_id\":\"after\"}").statusCode()
                == 200);
    until(() -> lab.lab.get("lag-monitor", "/lag").statusCode() == 200);
    until(() -> lab.get("sink", "/ledger/orders").containsKey("after"));
    assertThat(lab.get("sink", "/ledger/orders").fieldNames()).contains("before");
  }

  private static void done(Future<Void> work) throws Exception {
    work.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
