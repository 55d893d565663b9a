/** A lab in containers, as docker compose starts it from the lab's folder. */
@NullMarked
package io.distributedlab.runner.compose;

import org.jspecify.annotations.NullMarked;
