package io.distributedlab.service.http;

import java.util.Locale;

/** How a request ended, the same for servers and clients. */
enum Outcome {
  SUCCESS,
  /** 4xx. */
  REJECTED,
  /** 5xx but 504, and connections that broke. */
  ERROR,
  /** 504, and answers that did not come in time. */
  TIMEOUT,
  /** The caller left before the answer, or took its call back. */
  ABORTED;

  static Outcome of(int status) {
    if (status == 504) {
      return TIMEOUT;
    }
    if (status == Call.CANCELLED) {
      return ABORTED;
    }
    return status >= 500 ? ERROR : status >= 400 ? REJECTED : SUCCESS;
  }

  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
