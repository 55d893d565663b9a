@NullMarked
package io.distributedlab.week51;

import org.jspecify.annotations.NullMarked;
