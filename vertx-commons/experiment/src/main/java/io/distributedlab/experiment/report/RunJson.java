package io.distributedlab.experiment.report;

import io.distributedlab.experiment.ClaimResult;
import io.distributedlab.experiment.Evidence.Shown;
import io.distributedlab.experiment.ExperimentResult;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Noise;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Reading;
import io.distributedlab.experiment.Trace.Span;
import io.distributedlab.experiment.load.Bucket;
import io.distributedlab.experiment.load.LoadResult;
import io.distributedlab.experiment.load.Samples;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run as {@code run.json}. Field names are stable; a change of their meaning raises {@code
 * format}. Numbers that are not there are null.
 */
public final class RunJson {
  private static final int FORMAT = 1;
  private static final Duration SLICE = Duration.ofMillis(100);

  private RunJson() {}

  public static JsonObject of(ExperimentResult result) {
    return new JsonObject()
        .put("format", FORMAT)
        .put("experiment", result.name())
        .put("question", result.question())
        .put("seed", result.settings().seed())
        .put("quick", result.settings().quick())
        .put("deployment", result.deployment())
        .put("started_at", result.startedAt().toString())
        .put("took_ms", result.took().toMillis())
        .put("verdict", result.verdict().name())
        .put("exit_code", result.verdict().exitCode())
        .put("versions", object(result.versions()))
        .put(
            "calibration",
            noise(result.calibration().atRest())
                .put("bare_p50_ms", number(result.calibration().bareP50Ms()))
                .put("bare_p99_ms", number(result.calibration().bareP99Ms())))
        .put("claims", array(result.claims(), RunJson::claim))
        .put("left_to_full_run", new JsonArray(result.leftOut()))
        .put("skipped", new JsonArray(result.skipped()))
        .put("measures", array(result.measures(), RunJson::measure))
        .put("phases", array(result.runs(), RunJson::phase));
  }

  private static JsonObject claim(ClaimResult result) {
    var json =
        new JsonObject()
            .put("name", result.claim().name())
            .put("kind", result.claim().kind().name())
            .put("relation", Texts.relation(result.claim()))
            .put("verdict", result.verdict().name())
            .put("why", result.why())
            .put("readings", array(result.readings(), RunJson::reading));
    result
        .evidence()
        .ifPresent(shown -> json.put("evidence", array(shown.requests(), RunJson::shown)));
    return json;
  }

  private static JsonObject shown(Shown request) {
    return new JsonObject()
        .put("phase", request.phase())
        .put("trace_id", request.traceId())
        .put("ms", number(request.ms()))
        .put("spans", array(request.spans(), RunJson::span));
  }

  private static JsonObject span(Span span) {
    return new JsonObject()
        .put("span_id", span.spanId())
        .put("parent_span_id", span.parentSpanId())
        .put("service", span.service())
        .put("name", span.name())
        .put("start", span.start().toString())
        .put("duration_ms", span.durationMs())
        .put("status", span.status())
        .put("attributes", span.attributes())
        .put("events", new JsonArray(span.events()));
  }

  private static JsonObject reading(Reading reading) {
    return new JsonObject()
        .put("measured", number(reading.measured()))
        .put("low", number(reading.low()))
        .put("high", number(reading.high()))
        .put("holds", reading.holds())
        .put("margin", number(reading.margin()));
  }

  private static JsonObject measure(Measure measure) {
    return new JsonObject()
        .put("name", measure.name())
        .put("unit", measure.unit())
        .put("predicted", number(measure.prediction()))
        .put("measured", number(measure.value()))
        .put("samples", measure.samples());
  }

  private static JsonObject phase(PhaseRun run) {
    return new JsonObject()
        .put("name", run.name())
        .put("variant", run.variant().orElse(null))
        .put("settings", new JsonArray(run.settings()))
        .put("noise", noise(run.noise()))
        .put("loads", array(run.loads(), RunJson::load))
        .put(
            "acts",
            array(
                run.events(),
                act -> new JsonObject().put("at_ms", act.atMs()).put("what", act.label())))
        .put("watched", watched(run))
        .put("left_over", object(run.leftOver()));
  }

  private static JsonObject load(LoadResult load) {
    var pace = load.pace();
    return new JsonObject()
        .put("name", load.name())
        .put("service", load.service())
        .put("schedule", load.schedule())
        .put("due", pace.due())
        .put("sent", pace.sent())
        .put("late", pace.late())
        .put("dropped", pace.dropped())
        .put("worst_late_ms", number(pace.worstLateMs()))
        .put("outcomes", object(load.samples().byOutcome()))
        .put("statuses", object(load.samples().byStatus()))
        .put("latency_ms", latency(load.samples()))
        .put("series", array(load.samples().buckets(SLICE), RunJson::bucket));
  }

  private static JsonObject latency(Samples samples) {
    var json = new JsonObject().put("mean", number(samples.meanMs()));
    for (double rank : new double[] {50, 90, 95, 99, 99.9, 100}) {
      json.put("p" + (rank == 99.9 ? "99.9" : (int) rank), number(samples.percentile(rank)));
    }
    return json;
  }

  private static JsonObject bucket(Bucket bucket) {
    return new JsonObject()
        .put("at_ms", bucket.atMs())
        .put("p50_ms", number(bucket.p50Ms()))
        .put("p99_ms", number(bucket.p99Ms()))
        .put("outcomes", object(bucket.outcomes()));
  }

  private static JsonObject watched(PhaseRun run) {
    var json = new JsonObject();
    run.allSeries()
        .forEach(
            (name, points) ->
                json.put(
                    name,
                    array(
                        points,
                        p -> new JsonObject().put("at_ms", p.atMs()).put("value", p.value()))));
    return json;
  }

  private static JsonObject noise(Noise noise) {
    return new JsonObject()
        .put("wake_up_p99_ms", number(noise.wakeUpP99Ms()))
        .put("loop_lag_p99_ms", number(noise.loopLagP99Ms()))
        .put("others_cpu_share", number(noise.others()))
        .put("stolen_cpu_share", number(noise.stolen()))
        .put("stalled_share", number(noise.stalled()))
        .put("complaint", noise.complaint().orElse(null));
  }

  private static JsonObject object(Map<?, ?> map) {
    var json = new JsonObject();
    map.forEach((key, value) -> json.put(key.toString(), value));
    return json;
  }

  private static <T> JsonArray array(Collection<T> items, Function<T, JsonObject> json) {
    return new JsonArray(items.stream().map(json).toList());
  }

  private static @Nullable Double number(@Nullable Double value) {
    return value == null || value.isNaN() || value.isInfinite() ? null : value;
  }
}
