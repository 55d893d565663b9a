/** The live page of a lab in a real browser. */
@NullMarked
package io.distributedlab.testing.page;

import org.jspecify.annotations.NullMarked;
