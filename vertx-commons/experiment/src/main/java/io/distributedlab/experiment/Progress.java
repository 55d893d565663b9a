package io.distributedlab.experiment;

import java.time.Duration;
import java.util.List;

/** Hears how a trial gets on. Called on the trial's event loop: must not block. */
public interface Progress {
  /** Hears nothing. */
  Progress SILENT = new Progress() {};

  /**
   * @param number from 1
   * @param length how long it will take, about
   */
  default void phaseBegins(String phase, int number, int of, Duration length) {}

  default void phaseGoesOn(Duration elapsed) {}

  default void phaseEnds(String phase, List<Measure> measures) {}

  /** Anything worth a line: calibration, a second measurement. */
  default void note(String line) {}
}
