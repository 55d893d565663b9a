package io.distributedlab.experiment.report;

import io.distributedlab.experiment.ExperimentResult;
import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Numbers;
import io.distributedlab.experiment.PhaseRun;
import io.distributedlab.experiment.load.Bucket;
import io.distributedlab.experiment.load.LoadResult;
import io.distributedlab.experiment.load.Outcome;
import io.distributedlab.experiment.report.Chart.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which charts a run deserves. */
final class Charts {
  private static final Duration SLICE = Duration.ofMillis(100);
  private static final double[] RANKS = {
    0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 97, 98, 99, 99.5, 99.9, 99.99
  };
  private static final Map<Outcome, String> COLOURS =
      Map.of(
          Outcome.SUCCESS, "#1f8a4c",
          Outcome.REJECTED, "#b8860b",
          Outcome.ERROR, "#d9541e",
          Outcome.TIMEOUT, "#8c4fc4",
          Outcome.ABORTED, "#607d8b",
          Outcome.FAILED, "#c2185b");

  private Charts() {}

  /** Latency by percentile, one curve per load, predicted percentiles as crosses. */
  static Chart percentiles(ExperimentResult result) {
    var chart =
        new Chart("Latency by percentile (predicted: ×)", "percentile", "ms", true, true)
            .xTicks(tick -> Numbers.text(Math.round(1e4 * (1 - 1 / tick.value())) / 100.0) + " %");
    int index = 0;
    for (var run : result.runs()) {
      for (var load : run.loads()) {
        var colour = Chart.colour(index++);
        chart.curve(title(run, load), colour, percentiles(load));
        predictedPercentiles(run).forEach(m -> chart.cross(says(m), colour, cross(m)));
      }
    }
    return chart;
  }

  /** Latency over time with the acts drawn in and predictions as dashed lines. */
  static Chart latency(PhaseRun run, LoadResult load) {
    var chart =
        new Chart(title(run, load) + ": latency", "s", "ms", false, false)
            .curve("p50", Chart.colour(0), points(load, Bucket::p50Ms))
            .curve("p99", Chart.colour(1), points(load, Bucket::p99Ms));
    predictedPercentiles(run)
        .forEach(measure -> chart.level("predicted " + measure.name(), predicted(measure)));
    return withActs(chart, run);
  }

  /** Requests per second by outcome over time, by intended send time. */
  static Chart outcomes(PhaseRun run, LoadResult load) {
    var chart = new Chart(title(run, load) + ": outcomes", "s", "/s", false, false);
    double perSecond = 1e3 / SLICE.toMillis();
    for (var outcome : load.samples().byOutcome().keySet()) {
      chart.curve(
          outcome.name().toLowerCase(Locale.ROOT),
          COLOURS.getOrDefault(outcome, Chart.colour(0)),
          points(load, bucket -> perSecond * bucket.outcomes().getOrDefault(outcome, 0L)));
    }
    return withActs(chart, run);
  }

  /** Watched metrics over time; empty when none was watched. */
  static Chart watched(PhaseRun run) {
    var chart = new Chart(run.name() + ": watched", "s", "", false, false);
    int index = 0;
    for (var series : run.allSeries().entrySet()) {
      var points =
          series.getValue().stream().map(p -> new Point(p.atMs() / 1e3, p.value())).toList();
      chart.curve(series.getKey(), Chart.colour(index++), points);
    }
    return withActs(chart, run);
  }

  private interface Reading {
    double of(Bucket bucket);
  }

  private static List<Point> points(LoadResult load, Reading reading) {
    return load.samples().buckets(SLICE).stream()
        .map(bucket -> new Point(bucket.atMs() / 1e3, reading.of(bucket)))
        .toList();
  }

  private static List<Point> percentiles(LoadResult load) {
    var points = new ArrayList<Point>();
    if (load.samples().count() > 0) {
      var histogram = load.samples().histogram();
      for (double rank : RANKS) {
        if ((100 - rank) / 100 * load.samples().count() >= 1) {
          points.add(new Point(100 / (100 - rank), histogram.getValueAtPercentile(rank) / 1e3));
        }
      }
    }
    return points;
  }

  private static List<Measure> predictedPercentiles(PhaseRun run) {
    return run.measures().stream()
        .filter(m -> m.percentile() != null && m.percentile() < 100 && m.prediction() != null)
        .toList();
  }

  private static Point cross(Measure measure) {
    double rank = measure.percentile() == null ? 50 : measure.percentile();
    return new Point(100 / (100 - rank), predicted(measure));
  }

  private static double predicted(Measure measure) {
    return measure.predicted().orElse(Double.NaN);
  }

  private static String says(Measure measure) {
    return "predicted " + measure.name() + ": " + Numbers.text(predicted(measure), measure.unit());
  }

  private static Chart withActs(Chart chart, PhaseRun run) {
    run.events().forEach(event -> chart.moment(event.label(), event.atMs() / 1e3));
    return chart;
  }

  private static String title(PhaseRun run, LoadResult load) {
    return run.loads().size() == 1 ? run.name() : run.name() + " " + load.name();
  }
}
