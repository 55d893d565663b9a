package io.distributedlab.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** The three ports of one chain on 127.0.0.1. */
record Ports(int gateway, int serviceA, int serviceB) {
  static final String HOST = "127.0.0.1";

  static Ports from(int first) {
    return new Ports(first, first + 1, first + 2);
  }

  Map<String, Integer> byName() {
    var ports = new LinkedHashMap<String, Integer>();
    ports.put("gateway", gateway);
    ports.put("service-a", serviceA);
    ports.put("service-b", serviceB);
    return ports;
  }
}
