package io.distributedlab.week12;

import static io.distributedlab.week12.Lab12.expect;
import static io.distributedlab.week12.Lab12.join;
import static io.distributedlab.week12.Lab12.joinAll;
import static io.distributedlab.week12.Lab12.json;
import static io.distributedlab.week12.Lab12.status;
import static io.distributedlab.week12.Lab12.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each strategy does when something is old, late, broken or gone. */
@ExtendWith(SharedLab.class)
class StrategiesTest {
  private final Lab12 lab;

  StrategiesTest(Lab12 lab) {
    this.lab = lab;
  }

  @BeforeEach
  void calm() {
    lab.calm();
  }

  @ParameterizedTest
  @EnumSource
  void aProductThatDoesNotExistIsLookedForOnce(Variant strategy) {
    var first = expect(404, lab.get("api-1", strategy, "nothing"));
    assertThat(json(first).getString("type")).isEqualTo("/problems/not-found");
    var second = json(expect(404, lab.get("api-2", strategy, "nothing")));
    assertThat(second.getString("cache_status")).isEqualTo("hit");
    assertThat(lab.loads()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aLoadThatFailsLeavesNothingThatTheNextRequestWouldWaitFor(Variant strategy) {
    lab.faults("query_error_rate", 1);
    var failed = json(expect(500, lab.get("api-1", strategy, "hot")));
    assertThat(failed.getString("type")).isEqualTo("/problems/injected-error");
    lab.faults("query_error_rate", 0);
    var started = System.nanoTime();
    assertThat(json(expect(200, lab.get("api-2", strategy, "hot"))).getBoolean("fresh")).isTrue();
    assertThat(System.nanoTime() - started).isLessThan(3_000_000_000L); // a lease lives for 5 s
    assertThat(lab.sum("cache_loads_concurrent")).isZero();
    assertThat(lab.sum("cache_flights")).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCK", "LEASE", "SINGLEFLIGHT"})
  void whoWaitsTooLongIsToldSoAndNobodyLoadsInstead(Variant strategy) {
    lab.knob("wait_ms", 300);
    lab.faults("point.before-read", "pause");
    var holder = lab.getting("api-1", strategy, "hot");
    until(() -> lab.waitingAt("api-1", "before-read") == 1);
    var late = json(expect(503, lab.get("api-1", strategy, "hot")));
    assertThat(late.getString("type")).isEqualTo("/problems/wait-timeout");
    lab.faults("point.before-read", "off");
    expect(200, join(holder));
    assertThat(lab.loads()).hasSize(1);
  }

  @Test
  void whoWaitsTooLongGetsAnOldValueIfThereIsOne() {
    lab.knob("wait_ms", 200);
    expect(200, lab.get("api-2", Variant.LEASE, "hot"));
    expect(200, lab.send("DELETE", "api-3", "/cache/hot", ""));
    lab.faults("point.before-read", "pause");
    var holder = lab.getting("api-1", Variant.LEASE, "hot");
    until(() -> lab.waitingAt("api-1", "before-read") == 1);
    assertThat(status(lab.get("api-2", Variant.LEASE, "hot"))).isEqualTo("stale");
    lab.faults("point.before-read", "off");
    expect(200, join(holder));
  }

  @Test
  void aHolderThatVanishesIsReplacedWhenItsLeaseEnds() {
    lab.knob("lease_ttl_ms", 400);
    lab.fault("api-1", "point.after-acquire", "fail");
    expect(500, lab.get("api-1", Variant.LEASE, "hot"));
    assertThat(lab.loads()).isEmpty();
    var waiting = joinAll(lab.herd(9, Variant.LEASE, "hot"));
    assertThat(waiting).allMatch(response -> response.statusCode() == 200);
    assertThat(lab.loads()).hasSize(1);
  }

  @Test
  void anOldValueIsServedAtOnceAndRefreshedOnce() {
    lab.knobs(new JsonObject().put("ttl_ms", 100));
    expect(200, lab.get("api-1", Variant.SWR, "hot"));
    lab.faults("point.before-read", "pause");
    until(() -> status(lab.get("api-1", Variant.SWR, "hot")).equals("stale"));
    for (var response : joinAll(lab.herd(30, Variant.SWR, "hot"))) {
      assertThat(status(response)).isEqualTo("stale");
    }
    until(() -> lab.waitingAtAll("before-read") == 1);
    lab.knob("ttl_ms", 60_000);
    lab.faults("point.before-read", "off");
    until(() -> status(lab.get("api-2", Variant.SWR, "hot")).equals("hit"));
    assertThat(lab.loads()).hasSize(2);
    assertThat(lab.loads().getLast().getString("reason")).isEqualTo("BACKGROUND");
  }

  @Test
  void anOwnerThatIsNotThereIsReplacedByALease() {
    int partition = Owners.partition("hot");
    var owner = Owners.NAMES.get(partition);
    var asker = Owners.NAMES.get((partition + 1) % Owners.NAMES.size());
    lab.fault(owner, "hang", true); // takes requests over the bus and does not answer them
    var product = json(expect(200, lab.get(asker, Variant.OWNER, "hot")));
    assertThat(product.getString("cache_status")).isEqualTo("filled");
    assertThat(lab.metric(asker, "cache_lease_total", "result=\"stored\"")).isPositive();
  }

  @Test
  void stampedesAreCountedOncePerEpisode() {
    double before = lab.sum("cache_stampede_total");
    lab.faults("point.before-read", "pause");
    var herd = lab.herd(30, Variant.NAIVE, "hot");
    until(() -> lab.waitingAtAll("before-read") == 30);
    lab.faults("point.before-read", "off");
    joinAll(herd);
    assertThat(lab.sum("cache_stampede_total") - before).isEqualTo(3);
  }

  @Test
  void aChangedPriceIsSeenByAllAtOnce() {
    expect(200, lab.get("api-1", Variant.LEASE, "p7"));
    var changed = json(lab.price("api-2", "p7", 12_345));
    assertThat(changed.getBoolean("invalidated")).isTrue();
    var product = json(expect(200, lab.get("api-3", Variant.LEASE, "p7")));
    assertThat(product.getLong("price_cents")).isEqualTo(12_345);
    assertThat(product.getLong("version")).isEqualTo(changed.getLong("version"));
  }
}
