@NullMarked
package io.distributedlab.goodlab;

import org.jspecify.annotations.NullMarked;
