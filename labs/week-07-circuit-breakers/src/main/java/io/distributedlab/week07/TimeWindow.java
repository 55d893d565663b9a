package io.distributedlab.week07;

/** The results of the last ten seconds, however many. */
final class TimeWindow implements Window {
  private final BucketedCounter calls;
  private final BucketedCounter failed;
  private final BucketedCounter slow;

  TimeWindow(long nanos) {
    calls = new BucketedCounter(nanos);
    failed = new BucketedCounter(nanos);
    slow = new BucketedCounter(nanos);
  }

  @Override
  public void record(long nanos, boolean callFailed, boolean callSlow) {
    calls.add(nanos, 1);
    failed.add(nanos, callFailed ? 1 : 0);
    slow.add(nanos, callSlow ? 1 : 0);
  }

  @Override
  public Counts counts(long nanos) {
    return new Counts(calls.total(nanos), failed.total(nanos), slow.total(nanos));
  }
}
