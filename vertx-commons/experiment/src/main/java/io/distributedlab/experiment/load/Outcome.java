package io.distributedlab.experiment.load;

/** How a request ended, as its caller saw it. */
public enum Outcome {
  /** Status below 400. */
  SUCCESS,
  /** Status 4xx: the request was refused for what it was. */
  REJECTED,
  /** Status 5xx other than 504. */
  ERROR,
  /** Status 504, or no answer within the caller's patience. */
  TIMEOUT,
  /** The caller left on purpose before the answer. */
  ABORTED,
  /** No answer: connection refused, reset or closed. */
  FAILED;

  static Outcome of(int status) {
    if (status == 504) {
      return TIMEOUT;
    }
    return status >= 500 ? ERROR : status >= 400 ? REJECTED : SUCCESS;
  }
}
