package io.distributedlab.base;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Trace;
import io.distributedlab.experiment.load.Reply;
import io.distributedlab.experiment.load.Sample;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What traces and logs tell about the requests of a phase.
 *
 * @param traces those that began in the phase, by id
 * @param lines by trace id, how many log lines each service wrote
 */
record EchoSignals(
    List<Sample> requests, Map<String, Trace> traces, Map<String, Map<String, Long>> lines) {
  private static final Set<String> SERVICES = Set.of("gateway", "service-a", "service-b");
  private static final Map<String, Long> FOUR_LINES =
      Map.of("gateway", 2L, "service-a", 1L, "service-b", 1L);
  private static final int FEWEST_SPANS = 5; // a server span per service, a client span per hop

  static Future<EchoSignals> of(PhaseRun run) {
    var logs = run.stage().console("/admin/logs").map(EchoSignals::lines);
    return run.traces()
        .map(all -> all.stream().collect(toMap(Trace::traceId, Function.identity())))
        .compose(traces -> logs.map(l -> new EchoSignals(run.samples().all(), traces, l)));
  }

  Measure tracesPerRequest(String name, double predicted) {
    return Measure.count(name, traces.size() / (double) requests.size())
        .predicted(predicted)
        .from(requests.size());
  }

  /** In how many services the widest trace was. */
  Measure servicesPerTrace(String name) {
    var widest = traces.values().stream().mapToLong(trace -> trace.services().size()).max();
    return Measure.count(name, widest.orElse(0)).predicted(1).from(traces.size());
  }

  /** Requests without a trace that has one root, no orphan, all services and all their spans. */
  Measure notWhole(String name) {
    return requestsWhere(name, request -> trace(request).filter(EchoSignals::whole).isEmpty());
  }

  /** Traces, of any request, that lack a part. */
  Measure partial(String name) {
    return Measure.count(name, traces.values().stream().filter(trace -> !whole(trace)).count())
        .predicted(0)
        .from(traces.size());
  }

  /**
   * Difference between a root span and the duration in its answer, in ms: the largest but for the
   * twentieth of the requests in which a thread may have been held up between the two clocks. Not a
   * number when a trace is missing.
   */
  Measure disagreement(String name) {
    var sorted =
        requests.stream()
            .mapToDouble(request -> trace(request).map(t -> apart(t, request)).orElse(Double.NaN))
            .sorted()
            .toArray();
    boolean missing = sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1]);
    double p95 = missing ? Double.NaN : sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
    return Measure.ms(name, p95).from(sorted.length);
  }

  /** Requests whose trace id is not on two lines of the gateway and one of each hop. */
  Measure withoutFourLines(String name) {
    return requestsWhere(name, request -> !linesOf(request).equals(FOUR_LINES));
  }

  /** Lines of service-a and service-b that have the trace id of a request's answer. */
  Measure linesOfHops(String name) {
    long found =
        requests.stream()
            .flatMap(request -> linesOf(request).entrySet().stream())
            .filter(line -> !line.getKey().equals("gateway"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return Measure.count(name, found).predicted(0).from(requests.size());
  }

  private Measure requestsWhere(String name, Predicate<Sample> condition) {
    return Measure.count(name, requests.stream().filter(condition).count())
        .predicted(0)
        .from(requests.size());
  }

  private Optional<Trace> trace(Sample request) {
    return Optional.ofNullable(request.traceId()).map(traces::get);
  }

  private Map<String, Long> linesOf(Sample request) {
    return Optional.ofNullable(request.traceId()).map(lines::get).orElse(Map.of());
  }

  private static boolean whole(Trace trace) {
    return trace.whole()
        && trace.services().equals(SERVICES)
        && trace.spans().size() >= FEWEST_SPANS;
  }

  private static double apart(Trace trace, Sample request) {
    var told =
        Optional.ofNullable(request.reply()).map(r -> r.json().getDouble("total_duration_ms"));
    return trace.roots().isEmpty() || told.isEmpty()
        ? Double.NaN
        : Math.abs(trace.roots().getFirst().durationMs() - told.get());
  }

  private static Map<String, Map<String, Long>> lines(Reply logs) {
    return logs.array().stream()
        .map(JsonObject.class::cast)
        .filter(line -> line.containsKey("trace_id"))
        .collect(
            groupingBy(
                line -> Objects.requireNonNull(line.getString("trace_id")),
                groupingBy(line -> Objects.requireNonNull(line.getString("service")), counting())));
  }
}
