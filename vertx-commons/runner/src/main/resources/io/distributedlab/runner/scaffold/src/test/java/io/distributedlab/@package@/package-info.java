@NullMarked
package io.distributedlab.@package@;

import org.jspecify.annotations.NullMarked;
