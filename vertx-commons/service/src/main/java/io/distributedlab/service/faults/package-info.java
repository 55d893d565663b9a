/** Faults that a lab can switch on, inside a service and on its links. */
@NullMarked
package io.distributedlab.service.faults;

import org.jspecify.annotations.NullMarked;
