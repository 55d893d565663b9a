/** The part of PromQL that panels use, evaluated over what the runner itself has scraped. */
@NullMarked
package io.distributedlab.runner.query;

import org.jspecify.annotations.NullMarked;
