package io.distributedlab.week51;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.load.Sample;
import java.time.Duration;

/** What a phase measured, as the services counted it and as the clients saw it. */
record Readings(PhaseRun run) {
  /** Of service-c, in requests per second: 8 slots and 200 ms of work. */
  static final double CAPACITY = 8 / 0.2;

  static Readings of(PhaseRun run) {
    return new Readings(run);
  }

  /** Mean work per request after its client left, all services together. */
  Measure workAfter(String name) {
    return perRequest(name, booked("when", "after"));
  }

  /** Mean work per request, all services together. */
  Measure work(String name) {
    return perRequest(name, booked());
  }

  /** Mean budget that service-c receives. */
  Measure budgetAtC(String name) {
    var count = run.increase("service-c", "deadline_received_count");
    return Measure.ms(name, run.increase("service-c", "deadline_received_sum") / count)
        .from(Math.round(count));
  }

  /** Successes per second, as a share of capacity, of the requests of a part of the phase. */
  Measure goodput(String name, Duration from, Duration to) {
    var part = run.samples().between(from, to);
    return Measure.counted(name, "", part, Sample::succeeded, CAPACITY * part.lengthNanos() / 1e9);
  }

  /** How long it takes until a refusal is told. */
  Measure refused(String name, double percentile) {
    return Measure.percentile(name, percentile, run.samples().where(Readings::isRefused));
  }

  /** The share of late answers that name this service. */
  Measure naming(String name, String service) {
    var late = run.samples().where(sample -> sample.status() == 504);
    return Measure.share(name, late, sample -> told(sample, "service").equals(service));
  }

  private double booked(String... labels) {
    return run.stage().deployment().services().stream()
        .mapToDouble(service -> run.increase(service, "work_ms_total", labels))
        .sum();
  }

  private Measure perRequest(String name, double millis) {
    var requests = run.samples().count();
    return Measure.ms(name, millis / requests).from(requests);
  }

  private static boolean isRefused(Sample sample) {
    return sample.status() == 504 && told(sample, "type").endsWith(Lateness.INSUFFICIENT);
  }

  private static String told(Sample sample, String member) {
    var reply = sample.reply();
    return reply == null ? "" : reply.json().getString(member, "");
  }
}
