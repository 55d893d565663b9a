package io.distributedlab.week52;

import io.distributedlab.service.flow.Slots;
import io.distributedlab.service.time.Agenda;
import io.distributedlab.week52.Race.Attempt;
import io.distributedlab.week52.Race.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Poisson arrivals at the hedger in virtual time: its races, its choice of backends and their
 * queues, without messages between them, so a hundred thousand requests take a fraction of a
 * second. A seed fixes arrivals and, request by request, the service time at each backend: two
 * strategies get the same requests with the same luck (common random numbers).
 */
final class Simulation {
  /** One attempt, and one more after {@code delay}; none when that is zero. */
  record Hedge(Duration delay) implements Strategy {
    static final Hedge NONE = new Hedge(Duration.ZERO);

    static Hedge after(int ms) {
      return new Hedge(Duration.ofMillis(ms));
    }

    @Override
    public int extra() {
      return delay.isZero() ? 0 : 1;
    }
  }

  /**
   * What is simulated.
   *
   * @param slots of each backend
   * @param cancels whether losers are taken back
   */
  record Setup(int slots, double perSecond, boolean cancels, int requests, long seed) {
    /** Backends without queues, as in the model {@code delay}. */
    static Setup unlimited(int requests, long seed) {
      return new Setup(Integer.MAX_VALUE, 250, true, requests, seed);
    }

    /** Four slots each, at this share of what they can do. */
    static Setup queues(double utilisation, boolean cancels, int requests, long seed) {
      int slots = 4;
      double capacity = slots * Backends.NAMES.size() * 1000 / LatencyModel.DEFAULT.mean();
      return new Setup(slots, utilisation * capacity, cancels, requests, seed);
    }

    Result run(Strategy strategy) {
      return new Simulation(this, strategy).run();
    }
  }

  /** What became of the last nine tenths of the requests. */
  static final class Result {
    private final double[] sortedMs;
    private final double extra;

    private Result(double[] latenciesMs, long attempts) {
      int all = latenciesMs.length;
      sortedMs = Arrays.copyOfRange(latenciesMs, all / 10, all);
      Arrays.sort(sortedMs);
      extra = attempts / (double) all - 1;
    }

    /** In ms. */
    double p99() {
      return sortedMs[(int) (0.99 * sortedMs.length)];
    }

    double shareAbove(double ms) {
      return Arrays.stream(sortedMs).filter(latency -> latency > ms).count()
          / (double) sortedMs.length;
    }

    /** Attempts beyond the first, per request. */
    double extra() {
      return extra;
    }
  }

  private final Setup setup;
  private final Strategy strategy;
  private final Agenda agenda = new Agenda();
  private final SplittableRandom arrivals;
  private final BackendSelector selector;
  private final List<Slots> backends;
  private final double[] latencies;
  private int came;
  private long attempts;

  private Simulation(Setup setup, Strategy strategy) {
    this.setup = setup;
    this.strategy = strategy;
    this.arrivals = new SplittableRandom(setup.seed);
    this.selector = new BackendSelector(Backends.NAMES.size(), new SplittableRandom(setup.seed));
    this.backends =
        Stream.generate(() -> new Slots(setup::slots, () -> Integer.MAX_VALUE))
            .limit(Backends.NAMES.size())
            .toList();
    this.latencies = new double[setup.requests];
  }

  private Result run() {
    arrive();
    agenda.run();
    return new Result(latencies, attempts);
  }

  private void arrive() {
    new Visit(came++).begin();
    if (came < setup.requests) {
      agenda.after(-Math.log(1 - arrivals.nextDouble()) * 1000 / setup.perSecond, this::arrive);
    }
  }

  /** One request. */
  private final class Visit implements Race.Course<Integer> {
    private final int number;
    private final double arrived = agenda.now();
    private final List<Integer> tried = new ArrayList<>();

    private Visit(int number) {
      this.number = number;
    }

    private void begin() {
      var rules = new Race.Rules(strategy.extra(), strategy.delay(), setup.cancels);
      new Race<>(rules, this).run().onSuccess(finish -> latencies[number] = agenda.now() - arrived);
    }

    @Override
    public Attempt<Integer> first() {
      return copy(strategy.first(selector));
    }

    @Override
    public Optional<Attempt<Integer>> another(Kind kind) {
      return strategy.another(selector, new Trail(kind, tried, null)) instanceof Choice.Attempt to
          ? Optional.of(copy(to.backend()))
          : Optional.empty();
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
      return agenda.after(delay.toNanos() / 1e6, action);
    }

    private Attempt<Integer> copy(int backend) {
      attempts++;
      tried.add(backend);
      var luck = Draw.of(setup.seed + "-" + number + "@" + backend);
      return new Copy(backend, LatencyModel.DEFAULT.sample(luck));
    }
  }

  /** One attempt, waiting or in service. */
  private final class Copy implements Attempt<Integer> {
    private final Promise<Integer> answer = Promise.promise();
    private final Slots.Ticket ticket;
    private Runnable stop = () -> {};

    private Copy(int backend, double serviceMs) {
      ticket =
          backends.get(backend).enter(() -> stop = agenda.after(serviceMs, () -> done(backend)));
    }

    private void done(int backend) {
      ticket.leave();
      answer.complete(backend);
    }

    @Override
    public Future<Integer> outcome() {
      return answer.future();
    }

    @Override
    public void cancel() {
      stop.run();
      ticket.leave();
    }
  }
}
