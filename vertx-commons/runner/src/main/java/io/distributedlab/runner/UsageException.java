package io.distributedlab.runner;

/**
 * Something the user can put right. The message is one sentence that says what to do; the command
 * line prints it without a stack trace and exits with 2.
 */
public final class UsageException extends RuntimeException {
  /** A problem, told in one sentence. */
  public UsageException(String message) {
    super(message, null, false, false);
  }
}
