@NullMarked
package io.distributedlab.runner;

import org.jspecify.annotations.NullMarked;
