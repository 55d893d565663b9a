/** Finite capacity: what a service can do at once, and what waits. */
@NullMarked
package io.distributedlab.service.flow;

import org.jspecify.annotations.NullMarked;
