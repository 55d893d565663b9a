package io.distributedlab.week46;

import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.service.Service;
import io.distributedlab.testing.ExerciseTest;
import io.distributedlab.week46.Messages.Got;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Stubs fail, solutions pass, and the fix that comes to mind first is told what it misses. */
class ExercisesTest extends ExerciseTest {
  /** What the learner has written. */
  private static final class Learner {
    private volatile Function<Protocols, Protocol> yours = p -> p.standard(Strategy.YOURS);
    private volatile Function<Protocols, Protocol> abd = p -> p.standard(Strategy.ABD);
    private volatile Supplier<Siblings> siblings = YourSiblings::new;
  }

  private static final Learner LEARNER = new Learner();

  ExercisesTest() {
    super(lab());
  }

  private static LabDescriptor lab() {
    var data = DataDirectory.scratch();
    return new Week46Lab()
        .descriptor()
        .with("coordinator-1", ExercisesTest::coordinator)
        .with("replica-1", s -> new ReplicaVerticle(s, data, () -> LEARNER.siblings.get()));
  }

  private static CoordinatorVerticle coordinator(Service service) {
    return new CoordinatorVerticle(
        service,
        (protocols, strategy) ->
            switch (strategy) {
              case YOURS -> new Delegate(protocols, () -> LEARNER.yours);
              case ABD -> new Delegate(protocols, () -> LEARNER.abd);
              default -> protocols.standard(strategy);
            });
  }

  @Test
  void numbersOfTheFormulasAreNear() {
    assertSolved(1, 10.7, 19.1, 30.5);
    assertSolved(2, 0.1, 0.2);
    assertSolved(3, 0.97, 0.5, 0.03);
    assertSolved(7, 10);
  }

  @Test
  void overlapIsNotReached() {
    assertUnsolved(2, 0, 0);
  }

  @Test
  void readRepair() {
    LEARNER.yours = p -> p.standard(Strategy.YOURS);
    assertUnsolved(4);
    LEARNER.yours = p -> new MendsTheFastest(p.replicas(), firstK(p));
    assertRejected(4, "everybody()");
    LEARNER.yours = p -> new MendsAlways(p.replicas(), firstK(p));
    assertRejected(4, "Compare the tags");
    LEARNER.yours = p -> new SolvedRepair(p.replicas(), firstK(p));
    assertSolved(4);
  }

  @Test
  void siblings() {
    LEARNER.siblings = YourSiblings::new;
    assertUnsolved(5);
    LEARNER.siblings = KeepsAll::new;
    assertRejected(5, "values pile up");
    LEARNER.siblings = SolvedSiblings::new;
    assertSolved(5);
  }

  @Test
  void noWriteBack() {
    LEARNER.abd = p -> p.standard(Strategy.ABD);
    assertRejected(6, "It is the second round of read");
    LEARNER.abd = OneRound::new;
    assertSolved(6);
  }

  private static FirstK firstK(Protocols protocols) {
    return (FirstK) protocols.standard(Strategy.FIRST_K);
  }

  /** What the test says. */
  private static final class Delegate implements Protocol {
    private final Protocols protocols;
    private final Supplier<Function<Protocols, Protocol>> written;
    private @Nullable Function<Protocols, Protocol> made;
    private @Nullable Protocol protocol;

    Delegate(Protocols protocols, Supplier<Function<Protocols, Protocol>> written) {
      this.protocols = protocols;
      this.written = written;
    }

    @Override
    public Future<Written> write(Op op, @Nullable String value) {
      return current().write(op, value);
    }

    @Override
    public Future<Seen> read(Op op) {
      return current().read(op);
    }

    private Protocol current() {
      var now = written.get();
      if (protocol == null || now != made) {
        made = now;
        protocol = now.apply(protocols);
      }
      return protocol;
    }
  }

  /** Among those that have answered first. */
  private static final class MendsTheFastest extends SolvedRepair {
    MendsTheFastest(Replicas replicas, FirstK firstK) {
      super(replicas, firstK);
    }

    @Override
    Future<List<Got>> toMend(Gathering<Got> answers) {
      return answers.enough();
    }
  }

  /** Writes to all, behind or not. */
  private static final class MendsAlways extends SolvedRepair {
    MendsAlways(Replicas replicas, FirstK firstK) {
      super(replicas, firstK);
    }

    @Override
    boolean isBehind(Got got, Entry newest) {
      return true;
    }
  }

  /** Nothing is ever replaced. */
  private static final class KeepsAll extends SolvedSiblings {
    @Override
    Stream<Sibling> kept(VersionVector seen) {
      return values().stream();
    }
  }

  private static final class OneRound extends Abd {
    OneRound(Protocols protocols) {
      super(protocols.replicas(), protocols.coordinator(), protocols.startCounter());
    }

    @Override
    Future<?> writeBack(Op op, Entry entry) {
      return Future.succeededFuture();
    }
  }
}
