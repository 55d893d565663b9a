package io.distributedlab.experiment;

import io.distributedlab.experiment.Trace.Span;
import io.distributedlab.experiment.load.Sample;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Requests that show a claim: the slowest traced one of the naive phase that has a counterpart, and
 * its counterpart, the one at the same place of the schedule in the fixed phase. A phase without a
 * load shows its {@link PhaseRun#exhibit exhibits}.
 */
public record Evidence(List<Shown> requests) {
  /**
   * One request and its spans as far as the console still has them.
   *
   * @param ms what its caller waited, from the intended send time
   */
  public record Shown(String phase, String traceId, double ms, List<Span> spans) {}

  private record Found(PhaseRun run, Sample sample) {}

  /** Adds evidence to a claim that names phases; never fails. */
  static Future<ClaimResult> attach(ClaimResult result, Map<String, PhaseRun> runs) {
    var found = find(runs, result.claim().naive(), result.claim().fixed());
    return Future.all(found.stream().map(Evidence::show).toList())
        .map(all -> all.<Shown>list())
        .map(shown -> shown.isEmpty() ? result : result.with(new Evidence(shown)));
  }

  private static List<Found> find(
      Map<String, PhaseRun> runs, @Nullable String naive, @Nullable String fixed) {
    var counterparts = traced(runs, fixed);
    var found = new ArrayList<Found>();
    traced(runs, naive).values().stream()
        .max(
            Comparator.comparing((Sample slow) -> counterparts.containsKey(slow.index()))
                .thenComparing(Sample::latencyNanos))
        .ifPresent(
            slow -> {
              found.add(new Found(Objects.requireNonNull(runs.get(naive)), slow));
              Optional.ofNullable(counterparts.get(slow.index()))
                  .map(same -> new Found(Objects.requireNonNull(runs.get(fixed)), same))
                  .ifPresent(found::add);
            });
    return found;
  }

  private static Map<Integer, Sample> traced(Map<String, PhaseRun> runs, @Nullable String phase) {
    var run = phase == null ? null : runs.get(phase);
    return run == null
        ? Map.of()
        : run.shown().stream()
            .filter(sample -> sample.traceId() != null)
            .collect(Collectors.toMap(Sample::index, Function.identity()));
  }

  private static Future<Shown> show(Found found) {
    var id = Objects.requireNonNull(found.sample.traceId());
    return found
        .run
        .stage()
        .trace(id)
        .map(Trace::spans)
        .otherwise(List.of())
        .map(spans -> new Shown(found.run.name(), id, found.sample.latencyMs(), spans));
  }
}
