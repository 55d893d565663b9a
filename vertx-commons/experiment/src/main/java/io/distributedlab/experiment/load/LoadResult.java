package io.distributedlab.experiment.load;

/** What one load did and saw; its samples are in the order in which they ended. */
public record LoadResult(String name, String service, Samples samples, Pace pace) {}
