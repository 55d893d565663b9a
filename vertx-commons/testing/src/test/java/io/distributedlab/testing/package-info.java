@NullMarked
package io.distributedlab.testing;

import org.jspecify.annotations.NullMarked;
