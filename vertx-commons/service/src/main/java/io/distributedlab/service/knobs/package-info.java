/** Typed settings that can change while a lab runs. */
@NullMarked
package io.distributedlab.service.knobs;

import org.jspecify.annotations.NullMarked;
