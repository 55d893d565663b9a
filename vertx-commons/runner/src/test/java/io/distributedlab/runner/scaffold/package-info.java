@NullMarked
package io.distributedlab.runner.scaffold;

import org.jspecify.annotations.NullMarked;
