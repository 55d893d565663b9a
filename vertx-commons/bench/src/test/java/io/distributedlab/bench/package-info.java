@NullMarked
package io.distributedlab.bench;

import org.jspecify.annotations.NullMarked;
