package io.distributedlab.runner.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.runner.compose.ComposeProject.Published;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What {@code docker compose ps --format json} of Compose 2 and 5 says of a container. */
class PublishedTest {
  @Test
  void onlyPortsOfThisMachineCount() {
    var api =
        new JsonObject(
            """
            {"Service": "api-1", "State": "running", "Publishers": [
              {"URL": "127.0.0.1", "TargetPort": 8000, "PublishedPort": 18000, "Protocol": "tcp"},
              {"URL": "", "TargetPort": 9000, "PublishedPort": 0, "Protocol": "tcp"}]}
            """);
    assertThat(Published.of(api).of(8000)).contains(18000);
    assertThat(Published.of(api).of(9000)).isEmpty();
  }

  @Test
  void aContainerMayPublishNothing() {
    assertThat(Published.of(new JsonObject("{\"Publishers\": null}")).ports()).isEmpty();
  }
}
