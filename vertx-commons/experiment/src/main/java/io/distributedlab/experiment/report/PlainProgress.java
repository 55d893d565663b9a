package io.distributedlab.experiment.report;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Numbers;
import io.distributedlab.experiment.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One line when a phase begins and one when it ends: for logs and pipes. */
public final class PlainProgress implements Progress {
  private final Consumer<String> out;

  public PlainProgress(PrintStream out) {
    this(out::println);
  }

  /** To whoever takes lines. */
  public PlainProgress(Consumer<String> out) {
    this.out = out;
  }

  @Override
  public void phaseBegins(String phase, int number, int of, Duration length) {
    out.accept(
        "[%d/%d] %s, %s".formatted(number, of, phase, Numbers.text(length.toMillis() / 1e3, "s")));
  }

  @Override
  public void phaseEnds(String phase, List<Measure> measures) {
    if (!measures.isEmpty()) {
      out.accept("      " + summary(measures));
    }
  }

  @Override
  public void note(String line) {
    out.accept(line);
  }

  /** The measures of a phase in one line. */
  public static String summary(List<Measure> measures) {
    return measures.stream().map(m -> m.name() + " " + m).collect(Collectors.joining(", "));
  }
}
