@NullMarked
package io.distributedlab.badlab;

import org.jspecify.annotations.NullMarked;
