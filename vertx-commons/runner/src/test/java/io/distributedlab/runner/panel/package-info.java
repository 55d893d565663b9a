@NullMarked
package io.distributedlab.runner.panel;

import org.jspecify.annotations.NullMarked;
