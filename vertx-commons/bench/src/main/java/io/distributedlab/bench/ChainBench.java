package io.distributedlab.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Requests per second of the echo chain, gateway to service-a to service-b over HTTP and back,
 * without injected latency: on the service module and in Vert.x alone. Each variant has a process;
 * they take turns under load, there and back, so that what disturbs the machine disturbs all of
 * them. Ends with status 1 when a ratio is below what is required, 2 when there is no measurement,
 * 3 when the machine is too busy to tell.
 */
@SuppressWarnings("SystemOut") // a command: its output is the result
final class ChainBench {
  static final String PATH = "/api/process";

  private static final int FIRST_PORT = 25000;
  private static final int PORTS_PER_CHAIN = 10;
  private static final int CONNECTIONS = 32;
  private static final long WARM_UP_ANSWERS = 60_000;
  private static final int ROUNDS = 64;
  private static final Duration ROUND = Duration.ofMillis(500);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Probe probe = new Probe(vertx);
  private final ClosedLoop load = new ClosedLoop(vertx, CONNECTIONS);
  private final List<ChainProcess> chains = new ArrayList<>();
  private final Map<Variant, Long> answered = new EnumMap<>(Variant.class);

  private ChainBench() {}

  public static void main(String[] arguments) throws IOException {
    var bench = new ChainBench();
    int status;
    try {
      status = bench.run();
    } catch (RuntimeException | IOException e) {
      System.err.println("No measurement: " + e.getMessage());
      status = 2;
    } finally {
      bench.close();
    }
    System.exit(status);
  }

  private int run() throws IOException {
    printMachine();
    for (var variant : Variant.values()) {
      chains.add(ChainProcess.start(variant, FIRST_PORT + PORTS_PER_CHAIN * chains.size()));
    }
    for (var chain : chains) {
      probe.ready(chain).await();
    }
    warmUp();
    var rounds = measure(ROUNDS);
    for (var chain : chains) {
      if (chain.variant().traced()) {
        probe.expectCounted(chain, answered.getOrDefault(chain.variant(), 0L)).await();
      }
    }
    System.out.print(Table.of(rounds));
    return status(rounds.verdicts().values());
  }

  /** By answers, not by time, because the compiler counts calls. */
  private void warmUp() {
    for (var chain : chains) {
      while (answered.getOrDefault(chain.variant(), 0L) < WARM_UP_ANSWERS) {
        measure(chain);
      }
    }
  }

  private Rounds measure(int rounds) {
    var samples = new EnumMap<Variant, List<Sample>>(Variant.class);
    for (int round = 0; round < rounds; round++) {
      var turns = round % 2 == 0 ? chains : chains.reversed();
      for (var chain : turns) {
        samples.computeIfAbsent(chain.variant(), v -> new ArrayList<>()).add(measure(chain));
      }
    }
    return new Rounds(samples);
  }

  private Sample measure(ChainProcess chain) {
    var cpu = chain.cpu();
    var answers = load.run(chain.port(), PATH, ROUND).await();
    answered.merge(chain.variant(), answers, Long::sum);
    return new Sample(
        answers * 1e3 / ROUND.toMillis(), chain.cpu().minus(cpu).toNanos() / 1e3 / answers);
  }

  private static int status(Collection<Verdict> verdicts) {
    return verdicts.contains(Verdict.MISSED) ? 1 : verdicts.contains(Verdict.UNCLEAR) ? 3 : 0;
  }

  private void close() throws IOException {
    for (var chain : chains) {
      chain.close();
    }
    vertx.close().await();
  }

  private static void printMachine() {
    var machine = ManagementFactory.getOperatingSystemMXBean();
    System.out.printf(
        Locale.ROOT,
        "%d cores, load average %.1f, JDK %s; %d connections, %d rounds of %d ms after %d answers to warm up%n",
        machine.getAvailableProcessors(),
        machine.getSystemLoadAverage(),
        Runtime.version(),
        CONNECTIONS,
        ROUNDS,
        ROUND.toMillis(),
        WARM_UP_ANSWERS);
  }
}
