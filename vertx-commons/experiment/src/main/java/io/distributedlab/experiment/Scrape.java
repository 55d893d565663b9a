package io.distributedlab.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One reading of a service's {@code /metrics} in the Prometheus text format. */
public final class Scrape {
  /** Of a service that did not answer. */
  public static final Scrape EMPTY = new Scrape(List.of());

  private static final Pattern LINE =
      Pattern.compile(
          "([a-zA-Z_:][\\w:]*)(?:\\{((?:[^\"}]++|\"(?:[^\"\\\\]++|\\\\.)*+\")*+)})?\\s+(\\S+)(?:\\s.*)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** One series and its value. */
  public record Point(String name, Map<String, String> labels, double value) {}

  private final List<Point> points;

  private Scrape(List<Point> points) {
    this.points = points;
  }

  /** Lines that are no samples are skipped. */
  public static Scrape parse(String text) {
    var points = new ArrayList<Point>();
    for (var line : text.lines().toList()) {
      var matcher = LINE.matcher(line);
      if (!line.startsWith("#") && matcher.matches()) {
        points.add(new Point(matcher.group(1), labels(matcher.group(2)), number(matcher.group(3))));
      }
    }
    return new Scrape(points);
  }

  /** All series, in the order in which they were told. */
  public List<Point> points() {
    return Collections.unmodifiableList(points);
  }

  /** Sum of all series of this name that have these labels, given as name, value, name, value. */
  public double sum(String name, String... labels) {
    return points.stream()
        .filter(point -> point.name.equals(name) && has(point, labels))
        .mapToDouble(Point::value)
        .sum();
  }

  /** The values of a label on the series of this name. */
  Stream<String> labels(String name, String label) {
    return points.stream()
        .filter(point -> point.name.equals(name))
        .flatMap(point -> Stream.ofNullable(point.labels.get(label)))
        .distinct();
  }

  private static boolean has(Point point, String... labels) {
    for (int i = 0; i < labels.length; i += 2) {
      if (!labels[i + 1].equals(point.labels.get(labels[i]))) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> labels(@Nullable String text) {
    var labels = new TreeMap<String, String>();
    if (text != null) {
      var matcher = LABEL.matcher(text);
      while (matcher.find()) {
        labels.put(matcher.group(1), matcher.group(2).translateEscapes());
      }
    }
    return labels;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
