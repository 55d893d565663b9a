package io.distributedlab.badlab;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Every way to share state between services that the rules must see. */
final class Shares {
  private Shares() {}

  static final class AVariable {
    static int count;
  }

  static final class ACounter {
    static final AtomicInteger COUNT = new AtomicInteger();
  }

  static final class AMapBehindItsInterface {
    static final Map<String, String> CACHE = new ConcurrentHashMap<>();
  }

  static final class AListMadeWhenTheClassLoads {
    static final List<String> LINES;

    static {
      LINES = new ArrayList<>(List.of("x"));
    }
  }

  static final class AJsonObject {
    static final JsonObject TEMPLATE = new JsonObject();
  }
}
