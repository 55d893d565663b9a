package io.distributedlab.week52;

import io.distributedlab.experiment.load.Request;
import io.distributedlab.service.knobs.Knob;
import io.distributedlab.service.knobs.Knobs;
import java.util.Map;
import java.util.SplittableRandom;

/** What the experiment sends. A request has a name of its own, which is its luck. */
final class Requests {
  private Requests() {}

  /** Items, served as the lab is set to. */
  static Request item(SplittableRandom random) {
    var name = name(random);
    return Request.get("/api/items/" + name).header(Order.REQUEST_ID, name).key(name);
  }

  /** Items, served by this variant, whatever the lab is set to. */
  static Request.Source itemsAs(Variant variant) {
    return (index, random) -> item(random).header(Knobs.VARIANT_HEADER, Knob.wireName(variant));
  }

  /** Something with an effect, with or without an idempotency key. */
  static Request post(SplittableRandom random, boolean key) {
    var name = name(random);
    var post =
        Request.post("/api/items/" + name, Map.of()).header(Order.REQUEST_ID, name).key(name);
    return key ? post.header(Order.IDEMPOTENCY_KEY, name) : post;
  }

  private static String name(SplittableRandom random) {
    return Long.toHexString(random.nextLong());
  }
}
