package io.distributedlab.experiment.load;

/**
 * What one load did and saw; its samples are in the order in which they ended.
 *
 * @param schedule in words, like {@code poisson 60/s for 4000 ms}
 */
public record LoadResult(
    String name, String service, String schedule, Samples samples, Pace pace) {}
