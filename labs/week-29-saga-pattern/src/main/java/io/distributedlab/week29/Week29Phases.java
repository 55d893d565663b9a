package io.distributedlab.week29;

import io.distributedlab.experiment.Act;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Request;
import io.distributedlab.service.knobs.Knob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Load, faults and crashes: the same for every variant. */
final class Week29Phases {
  static final String RARE = "p-rare";

  static final double REPLY_LOSS = 0.15;
  static final double STOCK_ERRORS = 0.2;
  static final double REFUSED = 0.2;

  /** How long the carrier thinks: in that time a naive order is confirmed and may be cancelled. */
  private static final int CARRIER_MS = 40;

  private static final Map<String, Object> PAYMENT_FAULTS = Map.of("reply_loss", REPLY_LOSS);

  private final Settings settings;

  Week29Phases(Settings settings) {
    this.settings = settings;
  }

  /** 120 orders, in the quick run 60, and a crash amid them. */
  Phase of(Variant variant) {
    var name = Knob.wireName(variant);
    var length = variant == Variant.NAIVE ? settings.seconds(4, 2.5) : settings.seconds(4, 1.5);
    int orders = settings.quick() ? 60 : 120;
    var phase = new SagaPhase(name, length);
    var begun = Phase.of(name).variant(name);
    if (variant == Variant.NAIVE) {
      begun.setting(Acts.warm());
    }
    return begun
        .setting(Acts.fresh())
        .knob("order", "variant", name)
        .knob("order", "lease_ms", 1000)
        .fault("inventory", "error_rate", STOCK_ERRORS)
        .setting(faults("payment", PAYMENT_FAULTS))
        .fault("shipping", "refuse_rate", refused(variant))
        .fault("shipping", "latency_ms", CARRIER_MS)
        .load(
            Load.of("order", this::order)
                .arriving(Arrivals.constant(orders * 1e9 / length.toNanos()))
                .lasting(length))
        .at(
            crashAt(variant, length),
            variant.orchestrated() ? Acts.crashOrchestrator() : Acts.crashPayment(PAYMENT_FAULTS))
        .work(phase::watch)
        .measures(phase::measures);
  }

  /**
   * Half way. The quick run kills its naive orchestrator near the end: what comes after is lost,
   * and before it there is to be enough to see.
   */
  private Duration crashAt(Variant variant, Duration length) {
    var near = variant == Variant.NAIVE && settings.quick();
    return length.multipliedBy(near ? 95 : 50).dividedBy(100);
  }

  /** The naive half of the quick run is short: more refusals, so that it shows what they do. */
  private double refused(Variant variant) {
    return variant == Variant.NAIVE && settings.quick() ? 2 * REFUSED : REFUSED;
  }

  private static Act faults(String service, Map<String, Object> values) {
    return new Act(service + " " + values, stage -> stage.faults(service, values));
  }

  /** Every eighth order, in the quick run every third, wants what there are ten of. */
  private Request order(int index, SplittableRandom random) {
    var rare = index % (settings.quick() ? 3 : 8) == 2;
    return rare ? order(index, RARE, 1) : ample(index, random);
  }

  static Request ample(int index, SplittableRandom random) {
    return order(index, "p-" + (1 + random.nextInt(5)), 1);
  }

  private static Request order(int index, String product, int quantity) {
    var item =
        Map.of(
            "product_id", product, "name", product, "quantity", quantity, "price", 1_000 + index);
    return Request.post(
        "/orders", Map.of("customer_id", "customer-" + index % 20, "items", List.of(item)));
  }
}
