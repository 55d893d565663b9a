@NullMarked
package io.distributedlab.testing.page;

import org.jspecify.annotations.NullMarked;
