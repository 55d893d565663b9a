package io.distributedlab.base;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.experiment.load.Samples;
import java.util.Objects;
import java.util.Set;

/**
 * What callers saw while a hop hung.
 *
 * @param late requests that were answered 504
 */
record Timeouts(PhaseRun run, Samples late) {
  private static final Set<String> NAMES_OF_B = Set.of("service-b", EchoRequest.ADDRESS);

  static Timeouts of(PhaseRun run) {
    return new Timeouts(run, run.samples().where(sample -> sample.status() == 504));
  }

  Measure count(String name) {
    return Measure.count(name, late.count()).from(run.samples().count());
  }

  Measure share(String name) {
    return Measure.share(name, late.count() / (double) run.samples().count())
        .from(run.samples().count())
        .predicted(1);
  }

  /** How many the gateway's own counter has. */
  Measure counted(String name) {
    return Measure.count(
            name,
            run.increase("gateway", "lab_http_server_requests_seconds_count", "outcome", "timeout"))
        .predicted((double) late.count());
  }

  /** The share of them that name service-b, by its HTTP or its event bus name. */
  Measure blamedOnB(String name) {
    return Measure.share(name, late.share(sample -> NAMES_OF_B.contains(hop(sample))))
        .from(late.count())
        .predicted(1);
  }

  private static String hop(Sample sample) {
    return Objects.requireNonNull(sample.reply()).json().getString("hop", "");
  }
}
