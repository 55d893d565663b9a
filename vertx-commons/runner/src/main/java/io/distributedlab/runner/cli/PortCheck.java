package io.distributedlab.runner.cli;

import io.distributedlab.runner.Ports;
import io.distributedlab.runner.UsageException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ports a run needs.
 *
 * @param uses port, offset included, to what it is for, as in {@code 8000 -> "gateway"}
 * @param offset the offset in use
 */
record PortCheck(Map<Integer, String> uses, int offset) {
  /**
   * @throws UsageException when a port is taken: says which, by whom, and which offset is free
   */
  void requireFree() {
    for (var use : new TreeMap<>(uses).entrySet()) {
      if (!Ports.isFree(use.getKey())) {
        throw new UsageException(taken(use.getKey(), use.getValue()));
      }
    }
  }

  private String taken(int port, String user) {
    var text = "Port %d (%s) is in use by %s".formatted(port, user, PortHolder.describe(port));
    var free = Ports.freeOffset(uses.keySet(), 100);
    return free.isPresent()
        ? "%s, or add --port-offset %d.".formatted(text, offset + free.getAsInt())
        : text + ".";
  }
}
