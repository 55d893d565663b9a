package io.distributedlab.week52;

import io.distributedlab.service.http.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request has been through when one more attempt is considered.
 *
 * @param kind why one more is considered
 * @param tried backends tried so far, in order, at least one
 * @param failure of the last attempt that failed, if one did
 */
record Trail(Race.Kind kind, List<Integer> tried, @Nullable Throwable failure) {
  private static final int OVERLOADED = 503;

  /** The backend tried last. */
  int last() {
    return tried.getLast();
  }

  /** Whether a backend has refused the request because it is overloaded. */
  boolean overloaded() {
    return failure instanceof Problem problem
        && Integer.valueOf(OVERLOADED).equals(problem.members().get("peer_status"));
  }
}
