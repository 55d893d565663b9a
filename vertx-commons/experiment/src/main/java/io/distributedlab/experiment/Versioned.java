package io.distributedlab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ground truth of registers whose values carry ascending versions: which version was acknowledged
 * when, and which reads came too late to be allowed to miss it. Times are of one clock.
 */
public final class Versioned {
  /** A read that returned less than what was acknowledged before it began. */
  public record StaleRead(String key, long got, long acknowledged) {}

  private record Write(long version, long at) {}

  private record Read(String key, long version, long began) {}

  private final Map<String, List<Write>> writes = new TreeMap<>();
  private final List<Read> reads = new ArrayList<>();

  /** A writer was told at {@code nanos} that this version is stored. */
  public void acknowledged(String key, long version, long nanos) {
    writes.computeIfAbsent(key, first -> new ArrayList<>()).add(new Write(version, nanos));
  }

  /** A reader that began at {@code beganNanos} got this version, 0 for nothing. */
  public void read(String key, long version, long beganNanos) {
    reads.add(new Read(key, version, beganNanos));
  }

  /** Reads below the highest version acknowledged before they began. */
  public List<StaleRead> staleReads() {
    return reads.stream()
        .map(read -> new StaleRead(read.key, read.version, newest(read.key, read.began)))
        .filter(read -> read.got < read.acknowledged)
        .toList();
  }

  /** Keys for which a store holds less than the highest acknowledged version. */
  public List<String> stale(Map<String, Long> held) {
    return writes.keySet().stream()
        .filter(key -> held.getOrDefault(key, 0L) < newest(key, Long.MAX_VALUE))
        .toList();
  }

  public int reads() {
    return reads.size();
  }

  private long newest(String key, long before) {
    return writes.getOrDefault(key, List.of()).stream()
        .filter(write -> write.at <= before)
        .mapToLong(Write::version)
        .max()
        .orElse(0);
  }
}
