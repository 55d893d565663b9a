/** A lab as manifests for Kubernetes, made from its descriptor and the recipes of compose/. */
@NullMarked
package io.distributedlab.runner.kubernetes;

import org.jspecify.annotations.NullMarked;
