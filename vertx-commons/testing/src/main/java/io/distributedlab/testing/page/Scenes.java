package io.distributedlab.testing.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is done to one lab on its page, by its test and for its pictures: the names and numbers in
 * which labs differ.
 */
public final class Scenes {
  private static final String FAULTS = "Faults of ";
  private static final String LATENCY = "Latency of this load";
  private static final String FAILED = "Failed share of this load";

  /**
   * A value entered on the page.
   *
   * @param group how the title of its group begins
   */
  public record Setting(String group, String name, String value) {
    /** A knob of the first group of knobs. */
    public static Setting knob(String name, String value) {
      return new Setting("Settings of ", name, value);
    }

    /** A fault of a service; {@code true} sets a flag. */
    public static Setting fault(String service, String name, String value) {
      return new Setting(FAULTS + service, name, value);
    }

    String service() {
      return group.substring(FAULTS.length());
    }
  }

  final String knob;
  final String naive;
  final String fixed;
  final Setting refused;
  final List<Setting> before = new ArrayList<>();
  final List<Setting> faults = new ArrayList<>();
  final List<Setting> trouble = new ArrayList<>();
  int perSecond = 40;
  boolean ownLoad;
  String lowest = LATENCY;
  String chart = FAILED;
  Pattern moved = Pattern.compile(" (100|[1-9]\\d(\\.\\d)?) %$");

  private Scenes(String knob, String naive, String fixed, Setting refused) {
    this.knob = knob;
    this.naive = naive;
    this.fixed = fixed;
    this.refused = refused;
  }

  /**
   * @param knob that chooses the variant
   * @param naive variant, as the page writes it, like {@code fixed}
   * @param refused a knob and a value that is refused
   */
  public static Scenes of(String knob, String naive, String fixed, Setting refused) {
    return new Scenes(knob, naive, fixed, refused);
  }

  /** Requests per second of each variant; 40 unless said. */
  public Scenes load(int each) {
    perSecond = each;
    return this;
  }

  /** What is set before anything goes wrong. */
  public Scenes before(Setting... settings) {
    before.addAll(List.of(settings));
    return this;
  }

  /** The lab's fault: faults of services. */
  public Scenes fault(Setting... settings) {
    faults.addAll(List.of(settings));
    return this;
  }

  /** What goes wrong on the pictures, where that is not the fault. */
  public Scenes trouble(Setting... settings) {
    trouble.addAll(List.of(settings));
    return this;
  }

  /** On the pictures nothing is sent by the page: what was set before makes the load. */
  public Scenes ownLoad() {
    ownLoad = true;
    return this;
  }

  /** The chart at which the pictures end, where that is not the latency of the page's load. */
  public Scenes downTo(String title) {
    lowest = title;
    return this;
  }

  /**
   * A chart that the fault moves, where that is not the share of failed requests.
   *
   * @param title of the chart
   * @param legend what a line of its legend reads then, and none before: a regular expression
   */
  public Scenes moves(String title, String legend) {
    chart = title;
    moved = Pattern.compile(legend);
    return this;
  }

  List<Setting> pictured() {
    return trouble.isEmpty() ? faults : trouble;
  }
}
