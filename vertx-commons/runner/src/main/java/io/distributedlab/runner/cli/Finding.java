package io.distributedlab.runner.cli;

/**
 * What the doctor found about one thing.
 *
 * @param text the fact and, unless all is well, the fix in one line
 */
record Finding(Verdict verdict, String text) {
  /** How bad it is. */
  enum Verdict {
    OK("ok", "green"),
    /** Only some ways to run a lab need it. */
    NOTE("note", "yellow"),
    /** No lab runs without it. */
    FAIL("FAIL", "red");

    private final String label;
    private final String colour;

    Verdict(String label, String colour) {
      this.label = label;
      this.colour = colour;
    }

    String label() {
      return label;
    }

    String colour() {
      return colour;
    }
  }

  static Finding ok(String text) {
    return new Finding(Verdict.OK, text);
  }

  static Finding note(String text) {
    return new Finding(Verdict.NOTE, text);
  }
}
