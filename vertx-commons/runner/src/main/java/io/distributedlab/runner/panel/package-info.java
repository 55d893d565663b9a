/** Panels, declared once in Java, and the Grafana dashboards generated from them. */
@NullMarked
package io.distributedlab.runner.panel;

import org.jspecify.annotations.NullMarked;
