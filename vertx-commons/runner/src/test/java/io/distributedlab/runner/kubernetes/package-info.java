@NullMarked
package io.distributedlab.runner.kubernetes;

import org.jspecify.annotations.NullMarked;
