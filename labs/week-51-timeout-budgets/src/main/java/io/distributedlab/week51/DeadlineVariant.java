package io.distributedlab.week51;

/** How the chain carries the caller's deadline, and what it does about it. */
public enum DeadlineVariant {
  /** Nobody downstream knows the deadline, and no call has a timeout. */
  NONE,
  /** Every call waits 5 s, whatever the caller has left. */
  FIXED,
  /** The remaining time travels; it is checked on arrival and before the next call. */
  BOUNDARY,
  /** As {@link #BOUNDARY}, and a timer ends local work at the deadline. */
  ENFORCE,
  /** As {@link #ENFORCE}, and a caller that leaves earlier ends the work behind it. */
  CANCEL,
  /** As {@link #CANCEL}, and what cannot finish in time is refused before it begins. */
  ADMIT,
  /** As {@link #ENFORCE}, with wall-clock time on the wire. */
  ABSOLUTE,
  /** The reader's own. */
  YOURS
}
