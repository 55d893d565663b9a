package io.distributedlab.week29;

import io.distributedlab.testing.ExerciseTest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Stubs fail, solutions pass, and the fix that comes to mind first is told what it misses. */
class ExercisesTest extends ExerciseTest {
  /** What the learner has written. */
  private static final class Yours {
    private volatile BiFunction<Pool, BooleanSupplier, Operations> contract = YourContract::new;
  }

  private static final Yours YOURS = new Yours();

  ExercisesTest() {
    super(new ExerciseLab(Chosen::new).descriptor());
  }

  @Test
  void everyLostAnswerIsMoneyTakenForNothing() {
    assertSolved(1, 140, 56, 56);
  }

  @Test
  void aRecoveredSagaHasAskedTwiceAndPaidOnce() {
    assertSolved(2, 2, 1, 1);
  }

  @Test
  void whatWasDoneLastIsUndoneFirst() {
    assertSolved(3, 1, 2, 0);
    assertUnsolved(3, 2, 1, 1);
  }

  @Test
  void aCommandIsExecutedOnce() {
    YOURS.contract = YourContract::new;
    assertRejected(4, "both looked, both found nothing");
    YOURS.contract = NotesFirst::new;
    assertRejected(4, "Note and work belong into one transaction");
    YOURS.contract = SolvedContract::new;
    assertSolved(4);
  }

  @Test
  void pointsForThoseWhoHaveBought() {
    written(ExerciseLab.STUB);
    assertRejected(5, "It ends with confirm-order");
    written(ExerciseLab.BEFORE_THE_PIVOT);
    assertRejected(5, "points cannot");
    written(ExerciseLab.SOLVED);
    assertSolved(5);
    written(16);
  }

  private void written(int saga) {
    knobs("order", "{\"claim_batch\":%d}".formatted(saga));
  }

  @Test
  void noSagaSaysThatItWasUndoneWhenItWasNot() {
    assertSolved(6, 0, 10);
  }

  @Test
  void aLogCostsMoreThanEvents() {
    assertSolved(8, 23, 16);
  }

  /** What the test says. */
  private static final class Chosen extends Operations {
    private final BooleanSupplier tombstones;

    Chosen(Pool pool, BooleanSupplier tombstones) {
      super(pool, tombstones);
      this.tombstones = tombstones;
    }

    @Override
    Future<Executed> perform(Command command, Work work) {
      return YOURS.contract.apply(pool, tombstones).perform(command, work);
    }
  }

  /** The note in a transaction of its own, before the work: at most once, and maybe never. */
  private static final class NotesFirst extends Operations {
    NotesFirst(Pool pool, BooleanSupplier tombstones) {
      super(pool, tombstones);
    }

    @Override
    Future<Executed> perform(Command command, Work work) {
      return pool.withTransaction(
              tx ->
                  insert(tx, command, "DONE")
                      .compose(
                          first ->
                              first
                                  ? keep(
                                          tx,
                                          command,
                                          new Refusable.Decision(false, new JsonObject()))
                                      .map(noted -> true)
                                  : Future.succeededFuture(false)))
          .compose(first -> first ? execute(command, work) : replay(command));
    }

    private Future<Executed> execute(Command command, Work work) {
      return pool.withTransaction(
          tx ->
              Refusable.run(tx, command.request(), work).compose(done -> keep(tx, command, done)));
    }

    private Future<Executed> replay(Command command) {
      return pool.withTransaction(tx -> find(tx, command.id()))
          .map(row -> before(command, row.orElseThrow()));
    }
  }
}
