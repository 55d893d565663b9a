@NullMarked
package io.distributedlab.service.time;

import org.jspecify.annotations.NullMarked;
