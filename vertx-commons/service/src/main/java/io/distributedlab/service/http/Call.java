package io.distributedlab.service.http;

import io.vertx.core.Future;

/** A call to a peer that can be taken back. To be used on the event loop that made it. */
public final class Call {
  /** Status of the problem with which a cancelled call fails; it never travels. */
  public static final int CANCELLED = 499;

  private final Future<PeerReply> reply;
  private final PeerExchange exchange;

  Call(Future<PeerReply> reply, PeerExchange exchange) {
    this.reply = reply;
    this.exchange = exchange;
  }

  /** The answer, or a {@link Problem}. */
  public Future<PeerReply> reply() {
    return reply;
  }

  /**
   * Resets the request, so that the peer learns that nobody waits. The reply fails with problem
   * {@value #CANCELLED} and the client span ends as cancelled, not as an error. Does nothing when
   * the answer is there.
   */
  public void cancel() {
    exchange.cancel();
  }
}
