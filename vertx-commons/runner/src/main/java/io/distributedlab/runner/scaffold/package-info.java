/** What {@code ./lab new} writes: a lab from templates, or a copy of another one. */
@NullMarked
package io.distributedlab.runner.scaffold;

import org.jspecify.annotations.NullMarked;
