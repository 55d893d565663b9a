/**
 * Textbook formulas that predict what an experiment measures. Pure functions, no clock, no
 * randomness.
 */
@NullMarked
package io.distributedlab.experiment.theory;

import org.jspecify.annotations.NullMarked;
