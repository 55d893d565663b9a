@NullMarked
package io.distributedlab.service.faults;

import org.jspecify.annotations.NullMarked;
