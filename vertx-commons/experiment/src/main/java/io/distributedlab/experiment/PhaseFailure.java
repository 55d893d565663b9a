package io.distributedlab.experiment;

/** A phase that could not be performed: the environment's fault, not a broken claim. */
public final class PhaseFailure extends RuntimeException {
  PhaseFailure(String phase, Throwable cause) {
    super("phase '" + phase + "' could not be performed: " + cause.getMessage(), cause);
  }
}
