package io.distributedlab.week51;

/**
 * {@link Boundary}, and a timer that ends whatever the hop is doing when its deadline comes: its
 * place in the queue, its local work, its call. The hop then answers 504 itself. A service that
 * knows the deadline needs no cancel message to stop at it.
 *
 * <p>Under overload it wastes nothing after the deadline and still achieves nothing: the FIFO queue
 * settles where each request gets a slot for c/λ, less than its work needs, and is cut off.
 */
class Enforce extends Boundary {
  @Override
  public void guard(Visit visit) {
    visit.task().after(visit.deadline().remaining(), () -> visit.abort(Lateness.exceeded(visit)));
  }
}
