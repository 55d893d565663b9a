package io.distributedlab.runner.page;

import io.distributedlab.experiment.Settings;
import io.distributedlab.experiment.Verdict;
import io.distributedlab.experiment.report.PlainProgress;
import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Check.On;
import io.distributedlab.runner.exercise.Ending;
import io.distributedlab.runner.exercise.Examiner;
import io.distributedlab.runner.exercise.ExerciseSheet;
import io.distributedlab.runner.exercise.Finding;
import io.distributedlab.runner.exercise.Journal;
import io.distributedlab.runner.exercise.Markup;
import io.distributedlab.runner.proof.Seeds;
import io.distributedlab.service.Service;
import io.distributedlab.service.http.HttpService;
import io.distributedlab.service.http.Problem;
import io.distributedlab.service.http.Reply;
import io.distributedlab.service.http.Request;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The exercises of the lab, answered and checked from the page. What must be built or wants a lab
 * of its own is checked by {@code ./lab check} in a process of its own; settings are judged on the
 * lab that runs, as it is.
 */
final class Exercises {
  private static final String PATH = "/admin/exercises";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

  private final Service runner;
  private final Desk desk;
  private final Turn turn;
  private final Audience audience;
  private final CheckState state;
  private @Nullable ChildCheck child;
  private @Nullable Apart<Finding> trial;
  private boolean cancelled;
  private Future<?> over = Future.succeededFuture();

  Exercises(Service runner, Desk desk, Turn turn, Audience audience) {
    this.runner = runner;
    this.desk = desk;
    this.turn = turn;
    this.audience = audience;
    this.state = new CheckState(now -> audience.hear("check", now));
  }

  void addTo(HttpService http) {
    http.houseRoute(HttpMethod.GET, PATH, request -> list())
        .houseRoute(HttpMethod.POST, PATH + "/:number/check", this::check)
        .houseRoute(HttpMethod.POST, PATH + "/:number/hint", this::hint)
        .houseRoute(HttpMethod.DELETE, PATH + "/check", request -> cancel());
  }

  /** What somebody who comes later has missed. */
  void tell(Audience one) {
    if (!desk.lab().exercises().isEmpty()) {
      list()
          .otherwise(failure -> unknown(String.valueOf(failure.getMessage())))
          .onSuccess(
              all -> {
                one.hear("exercises", all);
                one.hear("check", state.now());
              });
    }
  }

  private static JsonObject unknown(String why) {
    return new JsonObject().put("exercises", new JsonArray()).put("problem", why);
  }

  /** Ends a check; done when nothing of it is left. */
  Future<?> stop() {
    breakOff();
    return over;
  }

  private Future<JsonObject> list() {
    return withJournal(journal -> ExerciseList.of(desk.lab(), journal));
  }

  /** Reads and writes files: off the event loop. */
  private <T> Future<T> withJournal(Function<Journal, T> use) {
    return runner
        .vertx()
        .executeBlocking(() -> use.apply(Journal.of(desk.home())))
        .recover(failure -> Future.failedFuture(problem(failure)));
  }

  private static Throwable problem(Throwable failure) {
    return failure instanceof UsageException usage
        ? Problem.conflict(String.valueOf(usage.getMessage()))
        : failure;
  }

  private Future<?> hint(Request request) {
    AnswerBody.nothing(request.json());
    int number = number(request);
    var entry = ExerciseSheet.of(desk.lab().exercises()).entries().get(number - 1);
    return withJournal(journal -> journal.hint(desk.lab().folder(), number, entry))
        .onSuccess(shown -> tellAll())
        .map(shown -> new JsonObject().put("hint", shown));
  }

  private void tellAll() {
    tell(audience);
  }

  private int number(Request request) {
    var text = request.param("number");
    int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (number < 1 || number > desk.lab().exercises().size()) {
      throw Problem.notFound("exercises are numbered 1 to " + desk.lab().exercises().size());
    }
    return number;
  }

  private Future<?> check(Request request) {
    int number = number(request);
    var body = request.json();
    switch (desk.lab().exercises().get(number - 1).check()) {
      case Check.Numbers numbers -> inAProcess(number, AnswerBody.numbers(body, numbers));
      case Check.Comparison comparison -> compare(number, AnswerBody.words(body));
      case Check.Claims claims -> {
        AnswerBody.nothing(body);
        if (claims.on() == On.RUNNING) {
          onTheRunningLab(number, claims);
        } else {
          inAProcess(number, null);
        }
      }
    }
    return Future.succeededFuture(Reply.accepted(state.now()));
  }

  private void begin(int number) {
    turn.take(Turn.Holder.CHECK);
    cancelled = false;
    state.begin(number);
  }

  private void compare(int number, String words) {
    begin(number);
    var finding = Finding.comparison(desk.lab().exercises().get(number - 1));
    over = tried(number, finding, words).onComplete(done -> tellEnd(done.cause(), finding));
  }

  private void onTheRunningLab(int number, Check.Claims claims) {
    begin(number);
    var page = runner.vertx().getOrCreateContext();
    var progress =
        new PlainProgress(line -> page.runOnContext(now -> state.note(Markup.plain(line))));
    var apart = new Apart<Finding>(page);
    trial = apart;
    over =
        apart
            .run(
                own ->
                    new Examiner(own, desk.deployment(), Settings.quick(Seeds.any()), progress)
                        .examine(claims))
            .onComplete(measured -> trial = null)
            .compose(finding -> tried(number, finding, "").map(finding))
            .onComplete(done -> tellEnd(done.cause(), done.result()))
            .otherwiseEmpty();
  }

  private Future<?> tried(int number, Finding finding, String answer) {
    var folder = desk.lab().folder();
    return withJournal(
            journal -> {
              journal.tried(folder, number, finding, answer);
              return finding;
            })
        .onSuccess(
            kept -> {
              kept.lines().forEach(line -> state.line(Markup.plain(line)));
              var exercise = desk.lab().exercises().get(number - 1);
              var ending = Ending.of(desk.lab().slug(), exercise, number, finding.verdict());
              state.line(Markup.plain(ending));
            });
  }

  private void inAProcess(int number, @Nullable String answer) {
    begin(number);
    var command = new ArrayList<>(desk.checkCommand(number));
    if (answer != null) {
      command.add("--answer=" + answer);
    }
    var page = runner.vertx().getOrCreateContext();
    over =
        runner
            .vertx()
            .executeBlocking(() -> start(command, page))
            .compose(started -> ended(started, page))
            .onComplete(exit -> child = null)
            .onComplete(
                exit -> tellEnd(verdict(exit), cancelled ? "cancelled" : "done"),
                failure -> tellEnd(failure, null))
            .otherwiseEmpty();
  }

  private ChildCheck start(List<String> command, Context page) throws IOException {
    if (!Files.isExecutable(desk.home().resolve("lab"))) {
      throw new UsageException("The launcher ./lab is not in " + desk.home());
    }
    return ChildCheck.start(command, desk.home(), page, new AfterHeading(state::line), state::note);
  }

  private Future<Integer> ended(ChildCheck started, Context page) {
    child = started;
    if (cancelled) {
      started.end();
    }
    return started.exitCode(page);
  }

  /** By the command line's exit codes; null when it could not be checked. */
  private static @Nullable Verdict verdict(int exitCode) {
    return switch (exitCode) {
      case 0 -> Verdict.HOLDS;
      case 1 -> Verdict.BROKEN;
      case 3 -> Verdict.INCONCLUSIVE;
      default -> null;
    };
  }

  private void tellEnd(@Nullable Throwable failure, @Nullable Finding finding) {
    if (failure == null) {
      tellEnd(finding == null ? null : finding.verdict(), "done");
    } else {
      tellEnd((Verdict) null, String.valueOf(failure.getMessage()));
    }
  }

  private void tellEnd(@Nullable Verdict verdict, String how) {
    turn.leave(Turn.Holder.CHECK);
    state.end(verdict, how);
    tellAll();
  }

  private Future<?> cancel() {
    if (!state.isRunning()) {
      throw Problem.conflict("no exercise is being checked");
    }
    if (trial != null) {
      throw Problem.conflict(
          "a check of the running lab takes seconds, and puts back itself what it changes");
    }
    breakOff();
    return Future.succeededFuture(Reply.accepted(state.now()));
  }

  private void breakOff() {
    cancelled = true;
    if (child != null) {
      child.end();
    }
    if (trial != null) {
      trial.breakOff();
    }
  }
}
