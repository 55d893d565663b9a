package io.distributedlab.runner.page;

import java.util.function.Consumer;

/**
 * Passes on what a check prints after its first empty line. What is before that is the exercise
 * itself, which the page shows anyway.
 */
final class AfterHeading implements Consumer<String> {
  private final Consumer<String> next;
  private boolean heading = true;

  AfterHeading(Consumer<String> next) {
    this.next = next;
  }

  @Override
  public void accept(String line) {
    if (heading) {
      heading = !line.isEmpty();
    } else {
      next.accept(line);
    }
  }
}
