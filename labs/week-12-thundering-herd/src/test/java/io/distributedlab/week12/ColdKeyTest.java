package io.distributedlab.week12;

import static io.distributedlab.week12.Lab12.expect;
import static io.distributedlab.week12.Lab12.joinAll;
import static io.distributedlab.week12.Lab12.json;
import static io.distributedlab.week12.Lab12.status;
import static io.distributedlab.week12.Lab12.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A herd on one key that is not in the cache. */
@ExtendWith(SharedLab.class)
class ColdKeyTest {
  private static final int HERD = 100;

  private final Lab12 lab;

  ColdKeyTest(Lab12 lab) {
    this.lab = lab;
  }

  @BeforeEach
  void calm() {
    lab.calm();
  }

  /** No load reads before the whole herd has arrived, so that the count owes nothing to timing. */
  @ParameterizedTest
  @CsvSource({
    "NAIVE, 100",
    "SINGLEFLIGHT, 3",
    "LOCK, 1",
    "LEASE, 1",
    "OWNER, 1",
    "XFETCH, 100",
    "XFETCH_SINGLEFLIGHT, 3",
    "XFETCH_LEASE, 1",
    "SWR, 1",
    "YOURS, 1"
  })
  void aColdKeyIsLoadedSoManyTimes(Variant strategy, int loads) {
    if (strategy == Variant.OWNER) {
      lab.knob("extra_ms", 1000); // who asks an owner is patient for four loads
    }
    lab.faults("point.before-read", "pause");
    var herd = lab.herd(HERD, strategy, "hot");
    until(() -> lab.sum("lab_inflight") == HERD);
    until(() -> lab.waitingAtAll("before-read") == loads);
    lab.faults("point.before-read", "off");
    var statuses =
        joinAll(herd).stream()
            .map(Lab12::status)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(lab.loads()).hasSize(loads);
    assertThat(statuses.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(HERD);
    assertThat(lab.sum("cache_loads_concurrent")).isZero();
    assertThat(statuses).isEqualTo(expected(strategy, loads));
    assertThat(status(lab.get("api-2", strategy, "hot"))).isEqualTo("hit");
  }

  @Test
  void theAnswerIsTheAggregationOfTheDatabase() {
    var product = json(expect(200, lab.get("api-1", Variant.NAIVE, "hot")));
    assertThat(product.getString("name")).isEqualTo("The one that everybody wants");
    assertThat(product.getLong("units_sold")).isEqualTo(30_000);
    assertThat(product.getLong("revenue_cents")).isEqualTo(30_000L * 4200);
    assertThat(product.getString("instance")).isEqualTo("api-1");
  }

  private static Map<String, Long> expected(Variant strategy, int loads) {
    long rest = (long) HERD - loads;
    return switch (strategy) {
      case NAIVE, XFETCH -> Map.of("miss", (long) HERD);
      // a third of the herd asks the owner itself
      case OWNER -> Map.of("filled", ownersShare(), "waited", HERD - ownersShare());
      default -> Map.of("filled", (long) loads, "waited", rest);
    };
  }

  private static long ownersShare() {
    return Owners.partition("hot") == 0 ? 34 : 33;
  }
}
