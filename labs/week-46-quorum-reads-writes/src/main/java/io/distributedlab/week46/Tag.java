package io.distributedlab.week46;

import io.distributedlab.service.http.Problem;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * The version of a value: a counter, and the coordinator that chose it to break ties. Tags are
 * ordered by counter first. Everybody who has two values of a key keeps the one with the greater
 * tag, so that replicas which hear of the same writes in any order end with the same value.
 */
record Tag(long counter, String node) implements Comparable<Tag> {
  /** Older than every tag: that of a key nobody has written. */
  static final Tag NONE = new Tag(0, "");

  /** From here on a coordinator can count up for as long as anybody will run it. */
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(62);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,19})@([a-z0-9-]{0,32})");

  /**
   * Reads the form of {@link #toString}.
   *
   * @throws Problem invalid (422)
   */
  static Tag parse(String text) {
    var matcher = TEXT.matcher(text);
    if (!matcher.matches() || new BigInteger(matcher.group(1)).compareTo(MOST) > 0) {
      throw Problem.invalid(
          "version", text, "a counter up to %s, @ and the name of a node".formatted(MOST));
    }
    return new Tag(Long.parseLong(matcher.group(1)), matcher.group(2));
  }

  @Override
  public int compareTo(Tag other) {
    var byCounter = Long.compare(counter, other.counter);
    return byCounter != 0 ? byCounter : node.compareTo(other.node);
  }

  boolean newerThan(Tag other) {
    return compareTo(other) > 0;
  }

  @Override
  public String toString() {
    return counter + "@" + node;
  }
}
