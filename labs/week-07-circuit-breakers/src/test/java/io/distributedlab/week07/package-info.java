@NullMarked
package io.distributedlab.week07;

import org.jspecify.annotations.NullMarked;
