@NullMarked
package io.distributedlab.backends;

import org.jspecify.annotations.NullMarked;
