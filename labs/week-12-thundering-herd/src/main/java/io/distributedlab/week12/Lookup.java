package io.distributedlab.week12;

import io.distributedlab.service.http.Deadline;

/**
 * One request for a product.
 *
 * @param deadline until when it may wait for the load of another
 */
record Lookup(String id, Variant variant, Deadline deadline) {}
