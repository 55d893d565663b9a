package io.distributedlab.runner.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The names most like a mistyped one.
 *
 * <p>Distance is Levenshtein's (V. Levenshtein, "Binary codes capable of correcting deletions,
 * insertions, and reversals", 1966). A name counts as near when a quarter of its letters or fewer
 * have to change, or when it contains what was typed.
 */
final class Nearest {
  private static final int SUGGESTIONS = 3;

  private Nearest() {}

  static List<String> to(String typed, List<String> names) {
    var wanted = typed.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> contains(name, wanted) || distance(name, wanted) * 4 <= name.length())
        .sorted(Comparator.comparingInt(name -> distance(name, wanted)))
        .limit(SUGGESTIONS)
        .toList();
  }

  private static boolean contains(String name, String wanted) {
    return wanted.length() >= 3 && name.toLowerCase(Locale.ROOT).contains(wanted);
  }

  static int distance(String left, String right) {
    var costs = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      costs[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replace = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = costs[j];
        costs[j] = Math.min(replace, 1 + Math.min(diagonal, costs[j - 1]));
      }
    }
    return costs[right.length()];
  }
}
