package io.distributedlab.otherlab;

/** Something another lab might be tempted to use. */
public final class Parts {
  private Parts() {}

  public static int count() {
    return 1;
  }
}
