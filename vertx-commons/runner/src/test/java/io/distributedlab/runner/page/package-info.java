@NullMarked
package io.distributedlab.runner.page;

import org.jspecify.annotations.NullMarked;
