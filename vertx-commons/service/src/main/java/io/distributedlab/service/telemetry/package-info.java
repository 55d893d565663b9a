/**
 * What a service reports: spans, metrics and structured log lines, each tied to the others by the
 * trace id.
 *
 * <p>Entry point: {@link io.distributedlab.service.telemetry.Telemetry}.
 */
@NullMarked
package io.distributedlab.service.telemetry;

import org.jspecify.annotations.NullMarked;
