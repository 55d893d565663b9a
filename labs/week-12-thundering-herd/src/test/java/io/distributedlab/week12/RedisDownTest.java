package io.distributedlab.week12;

import static io.distributedlab.week12.Lab12.expect;
import static io.distributedlab.week12.Lab12.join;
import static io.distributedlab.week12.Lab12.joinAll;
import static io.distributedlab.week12.Lab12.json;
import static io.distributedlab.week12.Lab12.status;
import static io.distributedlab.week12.Lab12.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Redis refuses, or dies and comes back. */
@ExtendWith(SharedLab.class)
class RedisDownTest {
  private static final int LIMIT = 4;

  private final Lab12 lab;

  RedisDownTest(Lab12 lab) {
    this.lab = lab;
  }

  @BeforeEach
  void calm() {
    lab.calm();
  }

  @ParameterizedTest
  @EnumSource(names = {"SINGLEFLIGHT", "OWNER"})
  void whatNeedsNoRedisKeepsTheHerdAway(Variant strategy) {
    lab.knob("extra_ms", 500);
    lab.fault("redis-proxy", "proxy.redis", "refuse");
    var herd = joinAll(lab.herd(60, strategy, "hot"));
    assertThat(herd).allMatch(response -> response.statusCode() == 200);
    assertThat(lab.loads()).hasSize(strategy == Variant.OWNER ? 1 : 3);
  }

  @ParameterizedTest
  @EnumSource(names = {"NAIVE", "LOCK", "LEASE", "XFETCH", "SWR"})
  void theOthersLoadAFewAtATimeAndRefuseTheRest(Variant strategy) {
    lab.fault("redis-proxy", "proxy.redis", "refuse");
    lab.faults("point.before-read", "pause");
    var herd = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < 20; i++) {
      herd.add(lab.getting("api-1", strategy, "hot"));
    }
    until(() -> herd.stream().filter(CompletableFuture::isDone).count() == 20 - LIMIT);
    assertThat(lab.waitingAt("api-1", "before-read")).isEqualTo(LIMIT);
    lab.faults("point.before-read", "off");
    var refused = new ArrayList<JsonObject>();
    for (var response : joinAll(herd)) {
      if (response.statusCode() == 200) {
        assertThat(status(response)).isEqualTo("degraded");
      } else {
        refused.add(json(expect(503, response)));
      }
    }
    assertThat(refused)
        .hasSize(20 - LIMIT)
        .allMatch(problem -> problem.getString("type").equals("/problems/loads-saturated"));
  }

  @Test
  void aPriceCanBeChangedWithoutRedisAndTheAnswerSaysWhatWasNotDone() {
    lab.fault("redis-proxy", "proxy.redis", "refuse");
    assertThat(json(lab.price("api-1", "p9", 777)).getBoolean("invalidated")).isFalse();
    expect(502, lab.send("DELETE", "api-1", "/cache/p9", ""));
    expect(502, lab.send("DELETE", "api-1", "/cache", ""));
    assertThat(json(lab.get("api-1", "/admin/stats")).getString("redis")).isEqualTo("down");
  }

  @Test
  void afterARestartOfRedisThoseWhoWaitAreToldAgain() {
    lab.kill("redis");
    until(() -> lab.sum("cache_subscribed") == 0);
    lab.restart("redis");
    until(() -> lab.sum("cache_subscribed") == Owners.NAMES.size());
    lab.faults("point.before-read", "pause");
    var holder = lab.getting("api-1", Variant.LOCK, "hot");
    until(() -> lab.waitingAt("api-1", "before-read") == 1);
    var waiter = lab.getting("api-2", Variant.LOCK, "hot");
    until(() -> lab.metric("api-2", "cache_waiting") == 1);
    double heard = lab.metric("api-2", "cache_fills_heard_total");
    lab.faults("point.before-read", "off");
    assertThat(status(join(holder))).isEqualTo("filled");
    assertThat(status(join(waiter))).isEqualTo("waited");
    assertThat(lab.metric("api-2", "cache_fills_heard_total") - heard).isEqualTo(1);
  }
}
