@NullMarked
package io.distributedlab.week12;

import org.jspecify.annotations.NullMarked;
