@NullMarked
package io.distributedlab.week46;

import org.jspecify.annotations.NullMarked;
