package io.distributedlab.week45;

import java.util.Map;

/** Where a consumer design says what may be committed. */
@FunctionalInterface
interface Commits {
  void commit(Map<Assignment, Long> offsets);
}
