package io.distributedlab.runner.scaffold;

/** Why a lab cannot be made as it was asked for: one sentence that says what to ask instead. */
public final class NotPossible extends RuntimeException {
  NotPossible(String sentence) {
    super(sentence, null, false, false);
  }
}
