@NullMarked
package io.distributedlab.service.knobs;

import org.jspecify.annotations.NullMarked;
