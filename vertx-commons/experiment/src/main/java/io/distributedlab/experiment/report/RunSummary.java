package io.distributedlab.experiment.report;

import io.distributedlab.experiment.ClaimResult;
import io.distributedlab.experiment.Evidence;
import io.distributedlab.experiment.ExperimentResult;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Numbers;
import io.distributedlab.experiment.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What a run found, in the words of {@link TerminalReport}, for a page that shows it. */
public final class RunSummary {
  private RunSummary() {}

  public static JsonObject of(ExperimentResult result) {
    return new JsonObject()
        .put("verdict", result.verdict().name())
        .put("hold", result.count(Verdict.HOLDS))
        .put("broken", result.count(Verdict.BROKEN))
        .put("inconclusive", result.count(Verdict.INCONCLUSIVE))
        .put("quick", result.settings().quick())
        .put("seed", result.settings().seed())
        .put("started_at", result.startedAt().toString())
        .put("took_ms", result.took().toMillis())
        .put("measures", new JsonArray(result.measures().stream().map(RunSummary::row).toList()))
        .put("claims", new JsonArray(result.claims().stream().map(RunSummary::claim).toList()))
        .put("skipped", new JsonArray(result.skipped()))
        .put("left_to_full_run", new JsonArray(result.leftOut()));
  }

  private static JsonObject row(Measure measure) {
    return new JsonObject()
        .put("name", measure.name())
        .put("predicted", Texts.predicted(measure))
        .put("measured", measure.toString())
        .put("difference", Texts.difference(measure));
  }

  private static JsonObject claim(ClaimResult result) {
    var shown = result.evidence().map(Evidence::requests).stream().flatMap(r -> r.stream());
    return new JsonObject()
        .put("name", result.claim().name())
        .put("verdict", result.verdict().name())
        .put("relation", Texts.relation(result.claim()))
        .put("readings", Texts.readings(result))
        .put("why", result.why())
        .put("evidence", new JsonArray(shown.map(RunSummary::request).toList()));
  }

  private static JsonObject request(Evidence.Shown request) {
    return new JsonObject()
        .put("phase", request.phase())
        .put("trace_id", request.traceId())
        .put("took", Numbers.text(request.ms(), "ms"))
        .put("kept", !request.spans().isEmpty());
  }
}
