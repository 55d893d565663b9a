package io.distributedlab.week46;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.load.Reply;
import io.distributedlab.experiment.load.Sample;
import io.distributedlab.experiment.load.Samples;
import java.util.Objects;

/** What the readers of one key saw. */
record RegisterReads(PhaseRun run) {
  static final String LOAD = "readers";

  Measure inversions(String name) {
    var reads =
        answered().all().stream()
            .map(s -> new Inversions.Read(s.sent(), s.done(), Client.version(reply(s))))
            .toList();
    return Measure.count(name, Inversions.count(reads)).from(reads.size());
  }

  Measure percentile(String name, double p) {
    return Measure.percentile(name, p, run.load(LOAD).samples());
  }

  Measure inOneRound(String name) {
    return Measure.share(
        name,
        answered(),
        sample -> Integer.valueOf(1).equals(reply(sample).json().getInteger("rounds")));
  }

  /** Those that found a value, or learned that there is none. */
  private Samples answered() {
    return run.load(LOAD).samples().where(s -> s.status() == 200 || s.status() == 404);
  }

  private static Reply reply(Sample sample) {
    return Objects.requireNonNull(sample.reply());
  }
}
