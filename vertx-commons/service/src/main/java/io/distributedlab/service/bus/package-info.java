/** Records over the Vert.x event bus. */
@NullMarked
package io.distributedlab.service.bus;

import org.jspecify.annotations.NullMarked;
