@NullMarked
package io.distributedlab.service.bus;

import org.jspecify.annotations.NullMarked;
