@NullMarked
package io.distributedlab.newlab;

import org.jspecify.annotations.NullMarked;
