@NullMarked
package io.distributedlab.runner.exercise;

import org.jspecify.annotations.NullMarked;
