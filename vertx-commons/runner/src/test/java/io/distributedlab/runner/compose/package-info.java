@NullMarked
package io.distributedlab.runner.compose;

import org.jspecify.annotations.NullMarked;
