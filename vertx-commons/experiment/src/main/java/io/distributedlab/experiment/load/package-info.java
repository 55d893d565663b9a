/** Seeded request schedules, the generator that keeps them, and what it saw. */
@NullMarked
package io.distributedlab.experiment.load;

import org.jspecify.annotations.NullMarked;
