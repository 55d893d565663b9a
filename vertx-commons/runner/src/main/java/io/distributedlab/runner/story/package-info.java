/** The traces that show what a lab is about: how they are found, and what has to be in them. */
@NullMarked
package io.distributedlab.runner.story;

import org.jspecify.annotations.NullMarked;
