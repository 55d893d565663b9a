package io.distributedlab.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterConfigTest {
  @Test
  void itsMapsAreThoseOfTheFileOfVertx() {
    var ours = new ClusterConfig("127.0.0.1", 5701, List.of(), List.of()).hazelcast();
    var file = ConfigUtil.loadConfig();
    assertThat(ours.getMapConfigs()).isEqualTo(file.getMapConfigs());
    assertThat(ours.getMultiMapConfigs()).isEqualTo(file.getMultiMapConfigs());
  }
}
