/**
 * What an experiment shows: terminal table and progress, run.json, and a self-contained HTML page.
 */
@NullMarked
package io.distributedlab.experiment.report;

import org.jspecify.annotations.NullMarked;
