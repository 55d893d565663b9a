/** Exercises of a lab, and what decides whether they are solved. */
@NullMarked
package io.distributedlab.runner.exercise;

import org.jspecify.annotations.NullMarked;
