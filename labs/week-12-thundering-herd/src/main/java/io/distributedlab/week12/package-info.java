/** Week 12: what protects a database from the herd that a missing cache entry sets off. */
@NullMarked
package io.distributedlab.week12;

import org.jspecify.annotations.NullMarked;
