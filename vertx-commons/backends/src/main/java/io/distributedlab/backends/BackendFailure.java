package io.distributedlab.backends;

import static java.util.function.Predicate.not;

/** A backend that cannot be had, told in one sentence. */
public final class BackendFailure extends RuntimeException {
  private static final int LINES = 4;

  BackendFailure(String message, Throwable cause) {
    super(message, cause);
  }

  BackendFailure(String message) {
    super(message);
  }

  /** In the last words of the deepest cause, which are the server's own. */
  static BackendFailure of(BackendSpec spec, Throwable failure) {
    if (failure instanceof BackendFailure told) {
      return told;
    }
    var deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    var lines = String.valueOf(deepest.getMessage()).lines().filter(not(String::isBlank)).toList();
    var last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    return new BackendFailure(
        "%s (%s) is not there: %s".formatted(spec.name(), spec.kind(), String.join("; ", last)),
        failure);
  }
}
