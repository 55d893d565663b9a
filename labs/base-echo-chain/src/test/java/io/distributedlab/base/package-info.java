@NullMarked
package io.distributedlab.base;

import org.jspecify.annotations.NullMarked;
