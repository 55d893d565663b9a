/** Clocks that tests and faults can move. */
@NullMarked
package io.distributedlab.service.time;

import org.jspecify.annotations.NullMarked;
