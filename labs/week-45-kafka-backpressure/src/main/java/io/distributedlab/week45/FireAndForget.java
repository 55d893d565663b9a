package io.distributedlab.week45;

import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Naive: every record starts a call and nobody waits for it. The client commits positions by its
 * own timer, so records count as done that have just begun, and nothing limits how many are begun.
 */
final class FireAndForget implements PollSide {
  private final Windowed.Tools tools;
  private boolean closed;

  FireAndForget(Windowed.Tools tools) {
    this.tools = tools;
  }

  @Override
  public void polled(Consumer<String, String> kafka, List<Delivery> records) {
    tools.occupancy().took(records.size());
    tools.context().runOnContext(now -> records.forEach(this::begin));
  }

  @Override
  public boolean stopsPollingWhenPaused() {
    return true;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void begin(Delivery delivery) {
    if (closed) {
      tools.occupancy().discarded(1);
      return;
    }
    tools.occupancy().begun();
    tools.processing().process(delivery).onComplete(done -> tools.occupancy().ended());
  }
}
