package io.distributedlab.backends;

import io.vertx.core.Future;

/**
 * One server that services store their data in or send it through.
 *
 * <p>It goes from {@link #start} to {@link #stop} once. In between it may be ended and restarted
 * any number of times, on the same data and the same port. Every method returns at once; its future
 * fails with the server's own words when the server refuses.
 */
public interface Backend {
  String name();

  /** What the Vert.x client of this server takes as its connection string. */
  String uri();

  /** Done when the server answers clients. A server that cannot start leaves nothing behind. */
  Future<Void> start();

  /** Ends the server in its orderly way and removes its data. Without effect when not started. */
  Future<Void> stop();

  /** Ends the server in its orderly way and keeps its data. Without effect when it is ended. */
  Future<Void> halt();

  /**
   * Ends the server as a crash does, with SIGKILL: it gets no chance to flush, answer or say bye.
   */
  Future<Void> kill();

  /** Starts the server again on its data and port. One that still runs is ended in order first. */
  Future<Void> restart();
}
