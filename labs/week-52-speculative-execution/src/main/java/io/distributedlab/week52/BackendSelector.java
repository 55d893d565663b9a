package io.distributedlab.week52;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Chooses among n equal backends, by turns or by the requests that this process has in flight at
 * each. Belongs to one event loop.
 *
 * <p>Source of {@link #lessLoadedOfTwo}: Michael Mitzenmacher, "The Power of Two Choices in
 * Randomized Load Balancing" (2001).
 */
final class BackendSelector {
  private final int[] inFlight;
  private final RandomGenerator random;
  private int turn;

  BackendSelector(int backends, RandomGenerator random) {
    this.inFlight = new int[backends];
    this.random = random;
  }

  /** Round robin. */
  int next() {
    int chosen = turn;
    turn = after(turn);
    return chosen;
  }

  /**
   * The backend whose turn it is among those not tried yet. It keeps its turn: an extra attempt
   * does not move the others.
   */
  int untried(Collection<Integer> tried) {
    return IntStream.iterate(turn, this::after)
        .limit(inFlight.length)
        .filter(backend -> !tried.contains(backend))
        .findFirst()
        .orElseThrow();
  }

  /** Of those not tried yet, the one with the fewest requests in flight. */
  int leastLoaded(Collection<Integer> tried) {
    return IntStream.iterate(turn, this::after)
        .limit(inFlight.length)
        .filter(backend -> !tried.contains(backend))
        .boxed()
        .min(Comparator.comparingInt(this::inFlight))
        .orElseThrow();
  }

  /** The less loaded of two different ones chosen at random. */
  int lessLoadedOfTwo() {
    int one = random.nextInt(inFlight.length);
    int other = (one + 1 + random.nextInt(inFlight.length - 1)) % inFlight.length;
    return inFlight[other] < inFlight[one] ? other : one;
  }

  /** The neighbour in the round. */
  int after(int backend) {
    return (backend + 1) % inFlight.length;
  }

  void began(int backend) {
    inFlight[backend]++;
  }

  void ended(int backend) {
    inFlight[backend]--;
  }

  int inFlight(int backend) {
    return inFlight[backend];
  }

  int inFlight() {
    return Arrays.stream(inFlight).sum();
  }
}
