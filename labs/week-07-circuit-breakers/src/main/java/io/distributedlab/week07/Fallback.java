package io.distributedlab.week07;

import java.util.Optional;

/** What a caller gets when the backends have nothing for it. Lives on one event loop. */
interface Fallback {
  /** A backend has answered. */
  void remember(DataReply reply);

  /** An answer instead of a failure; empty when the failure is to be told. */
  Optional<DataReply> instead();
}
