package io.distributedlab.week45;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * What a consumer design does on the thread that polls. All but the last two are called on that
 * thread, inside or between its polls.
 */
interface PollSide {
  static PollSide of(ConsumerMode mode, Windowed.Tools tools) {
    return switch (mode) {
      case FIRE_AND_FORGET -> new FireAndForget(tools);
      case BLOCKING_POLL -> new BlockingPoll(tools);
      case SEQUENTIAL -> new Sequential(tools);
      case BOUNDED -> new Bounded(tools);
      case BATCH -> new Batch(tools);
      case YOURS -> new Bounded(tools.with(tools.parts().withTracker(tools.parts().yours())));
    };
  }

  /** These partitions are ours from now on. */
  default void assigned(Collection<Assignment> assigned) {}

  /** Records came; perhaps none. */
  void polled(Consumer<String, String> kafka, List<Delivery> records);

  /**
   * These partitions go to somebody else as soon as this returns.
   *
   * @return what is safe to commit of them
   */
  default Map<Assignment, Long> revoked(Collection<Assignment> revoked) {
    return Map.of();
  }

  /** These partitions are somebody else's already: it is too late to commit. */
  default void lost(Collection<Assignment> lost) {}

  /** Whether to take no more records for now, while polling goes on. */
  default boolean full() {
    return false;
  }

  /** Whether a user's pause stops the polling itself. */
  default boolean stopsPollingWhenPaused() {
    return false;
  }

  /** Where to say, from the event loop, what may be committed. */
  default void commitsTo(Commits thread) {}

  /** Nothing more is begun. Called on the event loop. */
  void close();
}
