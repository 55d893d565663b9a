/**
 * Experiments: load and faults on the variants of a lab, measures beside predictions, and claims
 * with verdicts. An {@link io.distributedlab.experiment.Experiment} is a value; a {@link
 * io.distributedlab.experiment.Trial} runs it on a {@link io.distributedlab.experiment.Deployment}.
 */
@NullMarked
package io.distributedlab.experiment;

import org.jspecify.annotations.NullMarked;
