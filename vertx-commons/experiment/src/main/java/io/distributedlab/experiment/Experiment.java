package io.distributedlab.experiment;

import io.distributedlab.experiment.Claim.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a lab shows, as a value: phases that put load and faults on variants, and claims about what
 * they measure. A {@link Trial} runs it.
 *
 * {@snippet :
 * Experiment.of("week-07-circuit-breakers", "What does a breaker save when a dependency hangs?")
 *     .phases(
 *         Phase.of("none")
 *             .knob("client", "policy", "none")
 *             .load(Load.get("client", "/api/other").arriving(Arrivals.poisson(50)).lasting(length))
 *             .at(Duration.ofSeconds(1), Act.fault("backend-1", "hang", true))
 *             .measure(run -> run.successShare("other, none").predicted(1 - erlangB(50.5, 20))))
 *     .settles("lab_inflight", 0)
 *     .claims(
 *         Claim.timing("a hang starves its neighbours").that("other, none").isAtMost(0.60));
 * }
 */
public final class Experiment {
  final String name;
  final String question;
  final List<Phase> phases = new ArrayList<>();
  final List<Claim> claims = new ArrayList<>();
  final List<String> skipped = new ArrayList<>();
  final Map<String, Double> settled = new LinkedHashMap<>();
  @Nullable Phase barePath;
  boolean partial;

  private Experiment(String name, String question) {
    this.name = name;
    this.question = question;
  }

  /** An experiment of a lab, named like its folder, with the question that it answers. */
  public static Experiment of(String name, String question) {
    return new Experiment(name, question);
  }

  /** A phase with the lab's work set to nothing: its load's median is the overhead. */
  public Experiment barePath(Phase phase) {
    barePath = phase;
    return this;
  }

  public Experiment phases(Phase... more) {
    phases.addAll(Arrays.asList(more));
    return this;
  }

  public Experiment claims(Claim... more) {
    claims.addAll(Arrays.asList(more));
    return this;
  }

  /** Names a claim that is still to be written: reported as skipped, never as one that holds. */
  public Experiment todo(String claim) {
    skipped.add(claim);
    return this;
  }

  /**
   * After every phase this metric, summed over all services, must come to at most this within two
   * seconds: requests in flight, queues, permits.
   */
  public Experiment settles(String metric, double atMost) {
    settled.put(metric, atMost);
    return this;
  }

  /**
   * Only these phases, and of the claims only those that they alone decide: to look at one effect.
   *
   * @throws IllegalArgumentException when there is no phase of such a name
   */
  public Experiment only(String... phaseNames) {
    var wanted = Set.of(phaseNames);
    var known = phases.stream().map(Phase::name).collect(Collectors.toSet());
    if (!known.containsAll(wanted)) {
      throw new IllegalArgumentException("the phases are " + known + ", not " + wanted);
    }
    phases.removeIf(phase -> !wanted.contains(phase.name));
    partial = true;
    return this;
  }

  /** How long its phases take, settings, measures and repetitions not counted. */
  public Duration length() {
    return Stream.concat(Stream.ofNullable(barePath), phases.stream())
        .map(Phase::length)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Whether the machine's noise and overhead have a part in it. */
  boolean isTimed() {
    return barePath != null || claims.stream().anyMatch(claim -> claim.kind() == Kind.TIMING);
  }

  public String name() {
    return name;
  }

  public String question() {
    return question;
  }
}
