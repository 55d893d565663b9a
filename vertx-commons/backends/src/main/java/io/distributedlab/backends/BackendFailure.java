package io.distributedlab.backends;

/** A backend that cannot be had, told in one sentence. */
public final class BackendFailure extends RuntimeException {
  BackendFailure(String message, Throwable cause) {
    super(message, cause);
  }

  BackendFailure(String message) {
    super(message);
  }

  /** The last words of the deepest cause: what the server said. */
  static BackendFailure of(BackendSpec spec, Throwable failure) {
    if (failure instanceof BackendFailure told) {
      return told;
    }
    var deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    var words = String.valueOf(deepest.getMessage()).strip();
    var last = words.substring(words.lastIndexOf('\n') + 1);
    return new BackendFailure(
        "%s (%s) is not there: %s".formatted(spec.name(), spec.kind(), last), failure);
  }
}
