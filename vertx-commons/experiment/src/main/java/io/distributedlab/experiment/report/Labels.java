package io.distributedlab.experiment.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts inside a chart, moved down until none lies on another and pulled back from the right edge.
 * Widths are estimated: no font is at hand when the page is written.
 */
final class Labels {
  static final double CHARACTER = 6.3;
  private static final double LINE = 12;

  private record Box(double left, double right, double baseline) {
    boolean touches(Box other) {
      return left < other.right && other.left < right && Math.abs(baseline - other.baseline) < LINE;
    }
  }

  private final double right;
  private final List<Box> placed = new ArrayList<>();

  /**
   * @param right edge in pixels that no text may cross
   */
  Labels(double right) {
    this.right = right;
  }

  /** Writes the text at {@code x}, or further left where it would not fit. */
  void write(Svg svg, String text, double x, double baseline, String cssClass) {
    double width = CHARACTER * text.length();
    double left = Math.max(0, Math.min(x, right - width));
    var box = new Box(left, left + width, baseline);
    while (placed.stream().anyMatch(box::touches)) {
      box = new Box(left, left + width, box.baseline + 1);
    }
    placed.add(box);
    svg.element("text", text, "x", left, "y", box.baseline, "class", cssClass);
  }
}
