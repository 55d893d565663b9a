/**
 * What the service module costs: the echo chain on it, and the same chain in Vert.x alone, under
 * the same load.
 */
@NullMarked
package io.distributedlab.bench;

import org.jspecify.annotations.NullMarked;
