package io.distributedlab.week45;

/** How a consumer gets from polled records to committed offsets. The first two are naive. */
public enum ConsumerMode {
  /** Each record starts a call, nobody waits, positions are committed by a timer of the client. */
  FIRE_AND_FORGET,
  /** The thread that polls also processes, and commits after the whole poll result. */
  BLOCKING_POLL,
  /** One record at a time; the partitions are paused meanwhile, polling goes on. */
  SEQUENTIAL,
  /** A window of records in flight, one per key; commits only what is complete from the front. */
  BOUNDED,
  /** As bounded, with calls for many records at once. */
  BATCH,
  /** As bounded, with a tracker that is yours to write. */
  YOURS
}
