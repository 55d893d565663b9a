@NullMarked
package io.distributedlab.runner.query;

import org.jspecify.annotations.NullMarked;
