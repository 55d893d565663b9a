@NullMarked
package io.distributedlab.service.flow;

import org.jspecify.annotations.NullMarked;
