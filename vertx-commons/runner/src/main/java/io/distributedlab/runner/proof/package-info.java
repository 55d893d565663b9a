/** Runs of a lab's experiment: their seeds, and where they are kept. */
@NullMarked
package io.distributedlab.runner.proof;

import org.jspecify.annotations.NullMarked;
