package io.distributedlab.week52;

/**
 * No copies: the less loaded of two random backends. The control experiment, for what a better
 * choice of the first backend does without any extra load.
 */
final class PowerOfTwoChoices implements Strategy {
  @Override
  public int first(BackendSelector backends) {
    return backends.lessLoadedOfTwo();
  }
}
