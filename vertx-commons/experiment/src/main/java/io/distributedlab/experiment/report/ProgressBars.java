package io.distributedlab.experiment.report;

import io.distributedlab.experiment.Measure;
import io.distributedlab.experiment.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A live bar per phase: for a terminal. */
public final class ProgressBars implements Progress {
  /** A phase without load has no length to show, but an end. */
  private static final Duration AN_INSTANT = Duration.ofMillis(1);

  private final PrintStream out;
  private final int columns;
  private @Nullable ProgressBar bar;
  private Duration length = Duration.ZERO;

  /**
   * @param columns width of the terminal
   */
  public ProgressBars(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  /** Live bars on a terminal, plain lines elsewhere. */
  public static Progress on(PrintStream out, boolean terminal, int columns) {
    return terminal ? new ProgressBars(out, columns) : new PlainProgress(out);
  }

  @Override
  public void phaseBegins(String phase, int number, int of, Duration expected) {
    length = expected.isZero() ? AN_INSTANT : expected;
    bar =
        new ProgressBarBuilder()
            .setTaskName("%d/%d %s".formatted(number, of, phase))
            .setInitialMax(length.toMillis())
            .setUnit(" ms", 1)
            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
            .setConsumer(new ConsoleProgressBarConsumer(out, columns))
            .setUpdateIntervalMillis(200)
            .hideEta()
            .build();
  }

  @Override
  public void phaseGoesOn(Duration elapsed) {
    if (bar != null) {
      bar.stepTo(Math.min(elapsed.toMillis(), length.toMillis()));
    }
  }

  @Override
  public void phaseEnds(String phase, List<Measure> measures) {
    if (bar != null) {
      bar.stepTo(length.toMillis());
      bar.close();
      bar = null;
    }
  }

  @Override
  public void note(String line) {
    out.println(line);
  }
}
