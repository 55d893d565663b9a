package io.distributedlab.week46;

import java.util.List;

/**
 * Yours to write, exercise 5: keep every value that no write has replaced. For now the last write
 * replaces all, whatever its writer has seen.
 */
final class YourSiblings implements Siblings {
  private List<Sibling> values = List.of();

  @Override
  public void write(String writer, VersionVector seen, String value) {
    values = List.of(new Sibling(seen.next(writer), value));
  }

  @Override
  public List<Sibling> values() {
    return values;
  }
}
