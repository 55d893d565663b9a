package io.distributedlab.week07;

/** The last {@code size} results, in a ring: a new result replaces the oldest. */
final class CountWindow implements Window {
  private static final int FAILED = 1;
  private static final int SLOW = 2;

  private final byte[] ring;
  private int next;
  private int calls;
  private int failed;
  private int slow;

  CountWindow(int size) {
    ring = new byte[size];
  }

  @Override
  public void record(long nanos, boolean callFailed, boolean callSlow) {
    if (calls == ring.length) {
      add(ring[next], -1);
    }
    ring[next] = (byte) ((callFailed ? FAILED : 0) | (callSlow ? SLOW : 0));
    add(ring[next], 1);
    next = (next + 1) % ring.length;
  }

  @Override
  public Counts counts(long nanos) {
    return new Counts(calls, failed, slow);
  }

  private void add(byte result, int sign) {
    calls += sign;
    failed += (result & FAILED) != 0 ? sign : 0;
    slow += (result & SLOW) != 0 ? sign : 0;
  }
}
