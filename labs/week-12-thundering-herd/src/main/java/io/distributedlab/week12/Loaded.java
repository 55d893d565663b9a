package io.distributedlab.week12;

import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * What the database has answered.
 *
 * @param product null when there is none of this id
 * @param deltaMs Δ: how long the load took, waiting for a connection included
 * @param span of the load, for those who waited for it to link to
 */
record Loaded(@Nullable Product product, double deltaMs, SpanContext span) {}
