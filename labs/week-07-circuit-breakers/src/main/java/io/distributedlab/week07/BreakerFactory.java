package io.distributedlab.week07;

/** Makes the breaker of a variant. */
@FunctionalInterface
interface BreakerFactory {
  Breaker make(Variant variant, BreakerSpec spec);

  /** The breakers of this lab. {@link Variant#VERTX} brings its own and is not made here. */
  static Breaker standard(Variant variant, BreakerSpec spec) {
    return switch (variant) {
      case NONE -> new NoBreaker(spec);
      case CONSECUTIVE -> new ConsecutiveBreaker(spec);
      case WINDOW, PER_INSTANCE -> new WindowBreaker(spec);
      case THROTTLE -> new Throttle(spec);
      case GOSSIP -> new GossipBreaker(spec);
      case YOURS -> new YourBreaker(spec);
      case VERTX -> throw new IllegalArgumentException("see VertxPolicy");
    };
  }
}
