/** A saga: one order over five services, orchestrated and choreographed. */
@NullMarked
package io.distributedlab.week29;

import org.jspecify.annotations.NullMarked;
