package io.distributedlab.experiment.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Requests meant to be sent in one slice of time.
 *
 * @param atMs start of the slice
 */
public record Bucket(double atMs, double p50Ms, double p99Ms, SortedMap<Outcome, Long> outcomes) {

  static List<Bucket> of(Samples samples, long width) {
    int slices = (int) Math.max(1, (samples.lengthNanos() + width - 1) / width);
    var sliced = new ArrayList<List<Sample>>(slices);
    for (int i = 0; i < slices; i++) {
      sliced.add(new ArrayList<>());
    }
    for (var sample : samples.all()) {
      sliced.get(Math.clamp(sample.intended() / width, 0, slices - 1)).add(sample);
    }
    var buckets = new ArrayList<Bucket>(slices);
    for (int i = 0; i < slices; i++) {
      var view = new Samples(sliced.get(i), width);
      buckets.add(
          new Bucket(i * width / 1e6, view.percentile(50), view.percentile(99), view.byOutcome()));
    }
    return buckets;
  }
}
