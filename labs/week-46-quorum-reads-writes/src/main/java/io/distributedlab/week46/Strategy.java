package io.distributedlab.week46;

/** How a coordinator reads and writes a key; the naive one first. */
enum Strategy {
  WAIT_ALL,
  FIRST_K,
  TARGETED,
  READ_REPAIR,
  ABD,
  SLOPPY,
  YOURS
}
