package io.distributedlab.service.telemetry;

import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one service reports.
 *
 * @param service value of {@code service.name} and of the common metric tag {@code service}
 * @param lab name of the lab, on every span and log record
 * @param store where finished spans and log records are kept in this process or told to another
 *     one, or null
 * @param console where log lines are printed, or null for nowhere
 * @param sample initial share of new traces that is recorded, 0 to 1
 * @param jvm whether this service also reports the memory, threads, garbage collector and CPU of
 *     the JVM; true for one service of a JVM
 * @param env environment variables; {@code OTEL_EXPORTER_OTLP_ENDPOINT} and {@code
 *     OTEL_SDK_DISABLED} are read, with their standard meaning
 */
public record TelemetryConfig(
    String service,
    String lab,
    @Nullable TelemetrySink store,
    @Nullable PrintStream console,
    double sample,
    boolean jvm,
    Map<String, String> env) {

  /**
   * @throws IllegalArgumentException when {@code sample} is not within 0 to 1
   */
  public TelemetryConfig {
    RatioSampler.requireRatio(sample);
    env = Map.copyOf(env);
  }

  /** Reads the environment of the process and prints, if asked to, on standard output. */
  @SuppressWarnings("SystemOut") // standard output is where the log lines of a service belong
  public TelemetryConfig(
      String service, String lab, @Nullable TelemetrySink store, boolean console, double sample) {
    this(service, lab, store, console ? System.out : null, sample, false, System.getenv());
  }

  /** This configuration, with the metrics of the JVM. */
  public TelemetryConfig withJvm() {
    return new TelemetryConfig(service, lab, store, console, sample, true, env);
  }

  /** This configuration with other environment variables. */
  public TelemetryConfig withEnv(Map<String, String> other) {
    return new TelemetryConfig(service, lab, store, console, sample, jvm, other);
  }

  /** This configuration with log lines printed on {@code other}. */
  public TelemetryConfig withConsole(PrintStream other) {
    return new TelemetryConfig(service, lab, store, other, sample, jvm, env);
  }
}
