@NullMarked
package io.distributedlab.experiment;

import org.jspecify.annotations.NullMarked;
