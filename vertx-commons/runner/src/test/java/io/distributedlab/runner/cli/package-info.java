@NullMarked
package io.distributedlab.runner.cli;

import org.jspecify.annotations.NullMarked;
