package io.distributedlab.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A line chart as inline SVG: curves, predicted values, and moments at which something was done.
 */
final class Chart {
  private static final double WIDTH = 760;
  private static final double HEIGHT = 300;
  private static final double LEFT = 62;
  private static final double RIGHT = 14;
  private static final double TOP = 34;
  private static final double BOTTOM = 44;
  private static final double LEGEND_LINE = 16;
  private static final String[] COLOURS = {
    "#2266cc", "#d9541e", "#1f8a4c", "#8c4fc4", "#b8860b", "#c2185b", "#00838f", "#6d4c41",
    "#7c8a1a", "#5c6bc0", "#ef8fa8", "#607d8b"
  };

  /** A place in the units of the axes. */
  record Point(double x, double y) {}

  private record Curve(String label, String colour, List<Point> points) {}

  private record Level(String label, double y) {}

  private record Cross(String label, String colour, Point point) {}

  private record Moment(String label, double x) {}

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final boolean logX;
  private final boolean logY;
  private final List<Curve> curves = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();
  private final List<Cross> crosses = new ArrayList<>();
  private final List<Moment> moments = new ArrayList<>();
  private Function<Axis.Tick, String> xTicks = Axis.Tick::label;

  Chart(String title, String xLabel, String yLabel, boolean logX, boolean logY) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
    this.logX = logX;
    this.logY = logY;
  }

  static String colour(int index) {
    return COLOURS[index % COLOURS.length];
  }

  /** Points that are not numbers are left out. */
  Chart curve(String label, String colour, List<Point> points) {
    curves.add(new Curve(label, colour, points.stream().filter(p -> !Double.isNaN(p.y)).toList()));
    return this;
  }

  /** A predicted value for all x. */
  Chart level(String label, double y) {
    levels.add(new Level(label, y));
    return this;
  }

  /** A predicted value at one x. */
  Chart cross(String label, String colour, Point point) {
    crosses.add(new Cross(label, colour, point));
    return this;
  }

  /** Something that was done at this x. */
  Chart moment(String label, double x) {
    moments.add(new Moment(label, x));
    return this;
  }

  /** What the ticks of the x axis say. */
  Chart xTicks(Function<Axis.Tick, String> relabelled) {
    xTicks = relabelled;
    return this;
  }

  boolean isEmpty() {
    return curves.stream().allMatch(curve -> curve.points.isEmpty());
  }

  String toSvg() {
    var x = Axis.covering(values(Point::x, Stream.of()), logX, LEFT, WIDTH - RIGHT);
    var y =
        Axis.covering(values(Point::y, levels.stream().map(Level::y)), logY, HEIGHT - BOTTOM, TOP);
    var svg = new Svg();
    var legend = legend();
    double height = HEIGHT + LEGEND_LINE * legend.size();
    var viewBox = "0 0 760 " + Math.round(height);
    svg.open("svg", "viewBox", viewBox, "role", "img", "aria-label", title, "class", "chart");
    svg.element("text", title, "x", LEFT, "y", 16.0, "class", "title");
    axes(svg, x, y);
    levels.forEach(level -> draw(svg, level, y));
    moments.forEach(moment -> draw(svg, moment, x));
    curves.forEach(curve -> draw(svg, curve, x, y));
    crosses.forEach(cross -> draw(svg, cross, x, y));
    label(svg, x, y);
    for (int line = 0; line < legend.size(); line++) {
      draw(svg, legend.get(line), HEIGHT + LEGEND_LINE * line);
    }
    return svg.close("svg").toString();
  }

  private List<Double> values(Function<Point, Double> side, Stream<Double> others) {
    var drawn = curves.stream().flatMap(curve -> curve.points.stream());
    var points = Stream.concat(drawn, crosses.stream().map(Cross::point));
    return Stream.concat(points.map(side), others).toList();
  }

  private void axes(Svg svg, Axis x, Axis y) {
    for (var tick : y.ticks()) {
      svg.empty(
          "line",
          "x1",
          LEFT,
          "x2",
          WIDTH - RIGHT,
          "y1",
          tick.at(),
          "y2",
          tick.at(),
          "class",
          "grid");
      svg.element("text", tick.label(), "x", LEFT - 6, "y", tick.at() + 4, "class", "tick end");
    }
    for (var tick : x.ticks()) {
      svg.element(
          "text", xTicks.apply(tick), "x", tick.at(), "y", HEIGHT - BOTTOM + 16, "class", "tick");
    }
    svg.element("text", xLabel, "x", (LEFT + WIDTH) / 2, "y", HEIGHT - 8, "class", "tick");
    if (!yLabel.isEmpty()) {
      svg.element("text", yLabel, "x", 4.0, "y", TOP - 6, "class", "tick start");
    }
  }

  private static void draw(Svg svg, Level level, Axis y) {
    double at = y.place(level.y);
    svg.empty("line", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", at, "y2", at, "class", "predicted");
  }

  private static void draw(Svg svg, Moment moment, Axis x) {
    double at = x.place(moment.x);
    svg.empty("line", "x1", at, "x2", at, "y1", TOP, "y2", HEIGHT - BOTTOM, "class", "fault");
  }

  private void label(Svg svg, Axis x, Axis y) {
    var labels = new Labels(WIDTH - RIGHT);
    for (var moment : moments) {
      labels.write(svg, moment.label, x.place(moment.x) + 3, TOP + 10, "tick start fault");
    }
    for (var level : levels) {
      labels.write(svg, level.label, WIDTH, y.place(level.y) - 3, "tick start");
    }
  }

  private static void draw(Svg svg, Curve curve, Axis x, Axis y) {
    var path = new StringBuilder();
    for (var point : curve.points) {
      path.append(path.isEmpty() ? 'M' : 'L')
          .append(String.format(Locale.ROOT, "%.1f %.1f", x.place(point.x), y.place(point.y)));
    }
    svg.empty("path", "d", path, "stroke", curve.colour, "class", "curve");
  }

  private static void draw(Svg svg, Cross cross, Axis x, Axis y) {
    double cx = x.place(cross.point.x);
    double cy = y.place(cross.point.y);
    var path = String.format(Locale.ROOT, "M%.1f %.1fl10 10m0 -10l-10 10", cx - 5, cy - 5);
    svg.open("path", "d", path, "stroke", cross.colour, "class", "cross")
        .element("title", cross.label)
        .close("path");
  }

  /** The curves in lines that fit the width. */
  private List<List<Curve>> legend() {
    var lines = new ArrayList<List<Curve>>();
    double at = WIDTH;
    for (var curve : curves) {
      if (at + width(curve) > WIDTH - RIGHT) {
        lines.add(new ArrayList<>());
        at = LEFT;
      }
      lines.getLast().add(curve);
      at += width(curve);
    }
    return lines;
  }

  private static double width(Curve curve) {
    return Labels.CHARACTER * curve.label.length() + 30;
  }

  private static void draw(Svg svg, List<Curve> line, double y) {
    double at = LEFT;
    for (var curve : line) {
      svg.empty("rect", "x", at, "y", y + 1, "width", 12.0, "height", 4.0, "fill", curve.colour);
      svg.element("text", curve.label, "x", at + 16, "y", y + 7, "class", "tick start");
      at += width(curve);
    }
  }
}
