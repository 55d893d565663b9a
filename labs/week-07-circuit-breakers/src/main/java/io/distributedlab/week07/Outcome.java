package io.distributedlab.week07;

import io.distributedlab.service.http.Call;
import io.distributedlab.service.http.Problem;
import org.jspecify.annotations.Nullable;

/** How a call to a backend ended, as a breaker sees it. */
enum Outcome {
  OK,
  /** 5xx, or the backend could not be reached. */
  ERROR,
  /** No answer in time. */
  TIMEOUT,
  /** Not sent: this client had no slot. Says nothing about the backend. */
  NO_SLOT,
  /** 4xx, or the caller left. Says nothing about the backend either. */
  EXCLUDED;

  /** Type of the problem with which a call fails that found no slot. */
  static final String NO_SLOT_TYPE = "no-slot";

  /** The outcome of a call that failed with this, or with null has not failed. */
  static Outcome of(@Nullable Throwable failure) {
    if (failure == null) {
      return OK;
    }
    if (!(failure instanceof Problem problem)) {
      return ERROR;
    }
    if (problem.type().equals(NO_SLOT_TYPE)) {
      return NO_SLOT;
    }
    if (problem.status() == 504) {
      return TIMEOUT;
    }
    return problem.status() == Call.CANCELLED || !problem.isFault() ? EXCLUDED : ERROR;
  }

  /** Whether it is evidence about the backend. */
  boolean counts() {
    return this == OK || failed();
  }

  /** Whether it is evidence against the backend. */
  boolean failed() {
    return this == ERROR || this == TIMEOUT;
  }
}
