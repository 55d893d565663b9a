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

/** A live bar per phase: for a terminal. A phase without load has no length until it has ended. */
public final class ProgressBars implements Progress {
  private static final long UNKNOWN = -1;

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
    length = expected;
    bar =
        new ProgressBarBuilder()
            .setTaskName("%d/%d %s".formatted(number, of, phase))
            .setInitialMax(length.isZero() ? UNKNOWN : length.toMillis())
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
      long atMost = length.isZero() ? Long.MAX_VALUE : length.toMillis();
      bar.stepTo(Math.min(elapsed.toMillis(), atMost));
    }
  }

  @Override
  public void phaseEnds(String phase, List<Measure> measures) {
    if (bar != null) {
      bar.maxHint(length.isZero() ? Math.max(1, bar.getCurrent()) : length.toMillis());
      bar.stepTo(bar.getMax());
      bar.close();
      bar = null;
    }
  }

  @Override
  public void note(String line) {
    out.println(line);
  }
}
