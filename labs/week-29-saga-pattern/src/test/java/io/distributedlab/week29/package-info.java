@NullMarked
package io.distributedlab.week29;

import org.jspecify.annotations.NullMarked;
