@NullMarked
package io.distributedlab.runner.story;

import org.jspecify.annotations.NullMarked;
