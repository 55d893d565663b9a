@NullMarked
package io.distributedlab.week52;

import org.jspecify.annotations.NullMarked;
