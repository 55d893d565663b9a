package io.distributedlab.runner;

import io.distributedlab.backends.BackendSource;

class EmbeddedBackendsTest extends BackendsContract {
  EmbeddedBackendsTest() {
    super(BackendSource.EMBEDDED, 16_400);
  }
}
