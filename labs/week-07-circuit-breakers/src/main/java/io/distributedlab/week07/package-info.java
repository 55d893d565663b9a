/**
 * Circuit breakers: what each design saves when a dependency hangs, fails in part or in one place.
 */
@NullMarked
package io.distributedlab.week07;

import org.jspecify.annotations.NullMarked;
