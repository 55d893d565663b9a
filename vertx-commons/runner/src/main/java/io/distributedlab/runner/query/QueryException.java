package io.distributedlab.runner.query;

/** A query that is not understood; the message says where. */
public final class QueryException extends RuntimeException {
  QueryException(String message) {
    super(message, null, false, false);
  }
}
