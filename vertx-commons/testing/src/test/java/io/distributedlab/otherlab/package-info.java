@NullMarked
package io.distributedlab.otherlab;

import org.jspecify.annotations.NullMarked;
