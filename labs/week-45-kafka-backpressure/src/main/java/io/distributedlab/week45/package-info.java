@NullMarked
package io.distributedlab.week45;

import org.jspecify.annotations.NullMarked;
