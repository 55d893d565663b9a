package io.distributedlab.week12;

import java.util.Optional;

/**
 * What a caller gets whose load has failed. Source: Mark Nottingham, "HTTP Cache-Control Extensions
 * for Stale Content" (RFC 5861), stale-if-error.
 */
@FunctionalInterface
interface StaleIfError {
  /** An old value to serve instead of the failure; empty when the failure is to be told. */
  Optional<Cached> instead(String id);
}
