package io.distributedlab.@package@;

import static io.distributedlab.experiment.Claim.invariant;

import io.distributedlab.experiment.Experiment;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Phase;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.WarmUp;
import io.distributedlab.experiment.load.Arrivals;
import io.distributedlab.experiment.load.Load;
import io.distributedlab.experiment.load.Sample;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Does every request pass the whole chain, and what does that cost? */
final class @Name@Experiment {
  static final String QUESTION = "Does every request pass every service of the chain?";
  static final String CALLS = "HTTP requests per request";

  private static final String WHOLE = "requests through all services";
  private static final List<String> SERVICES = List.of(@quoted@);
  private static final double RATE = 40;

  private @Name@Experiment() {}

  static Experiment of(Settings settings) {
    return calls(settings)
        .claims(invariant("every request passes every service").that(WHOLE).is(1))
        .todo("what this lab is about: a naive variant and a better one, compared");
  }

  /** Measures without claims: what the exercise asks for. */
  static Experiment calls(Settings settings) {
    return Experiment.of(@Name@Lab.FOLDER, QUESTION)
        .phases(chain(settings))
        .settles("lab_inflight", 0);
  }

  private static Phase chain(Settings settings) {
    return Phase.of("chain")
        .setting(WarmUp.of("@entry@", "/api/process", Map.of()))
        .load(
            Load.get("@entry@", "/api/process")
                .arriving(Arrivals.constant(RATE))
                .lasting(settings.seconds(5, 1))
                .keepingReplies())
        .measure(run -> Measure.share(WHOLE, run.samples(), @Name@Experiment::isWhole).predicted(1))
        .measure(run -> Measure.count(CALLS, callsPerRequest(run)).predicted(@calls@))
        .measure(run -> run.percentile("p50", 50).predicted(@median@));
  }

  private static boolean isWhole(Sample sample) {
    return sample.succeeded()
        && Objects.requireNonNull(sample.reply()).json().getJsonArray("hops").size()
            == SERVICES.size();
  }

  private static double callsPerRequest(PhaseRun run) {
    double all =
        SERVICES.stream()
            .mapToDouble(service -> run.increase(service, "lab_http_server_requests_seconds_count"))
            .sum();
    return all / run.samples().count();
  }
}
