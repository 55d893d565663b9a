package io.distributedlab.experiment.report;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Numbers;
import io.distributedlab.experiment.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** One line when a phase begins and one when it ends: for logs and pipes. */
public final class PlainProgress implements Progress {
  private final PrintStream out;

  public PlainProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void phaseBegins(String phase, int number, int of, Duration length) {
    out.printf("[%d/%d] %s, %s%n", number, of, phase, Numbers.text(length.toMillis() / 1e3, "s"));
  }

  @Override
  public void phaseEnds(String phase, List<Measure> measures) {
    if (!measures.isEmpty()) {
      out.println("      " + summary(measures));
    }
  }

  @Override
  public void note(String line) {
    out.println(line);
  }

  static String summary(List<Measure> measures) {
    return measures.stream().map(m -> m.name() + " " + m).collect(Collectors.joining(", "));
  }
}
