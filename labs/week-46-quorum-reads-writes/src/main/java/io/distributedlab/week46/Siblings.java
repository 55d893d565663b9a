package io.distributedlab.week46;

import java.util.List;

/**
 * What a replica keeps of one key when nobody may be overwritten unseen: all values that no other
 * has replaced.
 */
interface Siblings {
  /** A value and the writes that it knows of, itself included. */
  record Sibling(VersionVector version, String value) {}

  /**
   * Takes a write.
   *
   * @param seen the merged versions of what the writer has read before; {@link VersionVector#NONE}
   *     when it has read nothing
   */
  void write(String writer, VersionVector seen, String value);

  /** The values, in the order in which they came; more than one when writes were concurrent. */
  List<Sibling> values();
}
