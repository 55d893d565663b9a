package io.distributedlab.experiment;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * CPU time spent so far, in seconds over all CPUs, from {@code /proc/stat} (Linux only).
 *
 * @param busy by everybody
 * @param own by this process and its living children
 * @param stolen by other guests of the same host
 */
record CpuTime(double total, double busy, double own, double stolen) {
  private static final Path STAT = Path.of("/proc/stat");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final double LEAST_SECONDS = 0.5;
  private static final double TICKS_PER_SECOND = 100;

  static Optional<CpuTime> now() {
    if (!Files.isReadable(STAT)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(STAT)) {
      return lines.findFirst().map(line -> parse(line, ownSeconds()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Fields of the line "cpu": user nice system idle iowait irq softirq steal. */
  static CpuTime parse(String line, double own) {
    double[] ticks =
        BLANKS.splitAsStream(line).skip(1).limit(8).mapToDouble(Double::parseDouble).toArray();
    double total = Arrays.stream(ticks).sum();
    double idle = ticks[3] + ticks[4];
    double stolen = ticks.length > 7 ? ticks[7] : 0;
    return new CpuTime(
        total / TICKS_PER_SECOND,
        (total - idle - stolen) / TICKS_PER_SECOND,
        own,
        stolen / TICKS_PER_SECOND);
  }

  /**
   * Share of all CPU time since {@code before} that other programs used. Not a number for so short
   * a time that the kernel's ticks would decide.
   */
  double othersSince(CpuTime before) {
    return share((busy - before.busy) - (own - before.own), before);
  }

  /** Share of all CPU time since {@code before} that the host gave to other guests. */
  double stolenSince(CpuTime before) {
    return share(stolen - before.stolen, before);
  }

  private double share(double part, CpuTime before) {
    double whole = total - before.total;
    return whole < LEAST_SECONDS ? Double.NaN : Math.clamp(part / whole, 0, 1);
  }

  private static double ownSeconds() {
    var bean = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double children =
        ProcessHandle.current()
            .descendants()
            .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
            .mapToDouble(spent -> spent.toNanos() / 1e9)
            .sum();
    return bean.getProcessCpuTime() / 1e9 + children;
  }
}
