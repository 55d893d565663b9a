package io.distributedlab.week46;

import static io.distributedlab.runner.exercise.Check.Asked.near;
import static io.distributedlab.runner.exercise.Check.Asked.within;
import static io.distributedlab.runner.exercise.Check.numbers;
import static io.distributedlab.runner.exercise.Check.ofTheClass;

import io.distributedlab.runner.exercise.Check;
import io.distributedlab.runner.exercise.Exercise;
import java.util.List;
import java.util.Map;

/** What there is to do about quorums. */
final class Week46Exercises {
  private static final String YOURS = "io/distributedlab/week46/Yours.java";
  private static final String SIBLINGS = "io/distributedlab/week46/YourSiblings.java";
  private static final String ABD = "io/distributedlab/week46/Abd.java";

  static final List<Exercise> ALL =
      List.of(
          whoDecides(),
          staleness(),
          availability(),
          readRepair(),
          siblings(),
          noWriteBack(),
          amnesia(),
          rogue(),
          regions(),
          slowReplica());

  private Week46Exercises() {}

  private static Exercise whoDecides() {
    return Exercise.predict(
            "Who decides",
            "A write goes to five replicas that take 5 to 20, 10 to 30, 8 to 25, 15 to 40 and 12 to"
                + " 35 ms, all equally likely. What is the median until W = 1, 3 and 5 of them have"
                + " it? HTTP, the event bus and the log take about 4 ms more. Solved within 25 %.")
        .hints(
            "You wait for the fastest, for the third, for the slowest. Which of them do you know"
                + " best?",
            "The medians of the five are 12.5, 20, 16.5, 27.5 and 23.5 ms. The third of five is"
                + " near the median of those.",
            "The fastest of five is faster than the fastest's own median, the slowest slower:"
                + " 10.7, 19.1 and 30.5 ms.")
        .model(
            "The W-th order statistic: 10.7, 19.1 and 30.5 ms. With W = 3 two slow"
                + " replicas do not matter, with W = 5 the slowest decides. Reads of R = 5 pay the"
                + " same: of (3,3), (1,5) and (5,1) each overlaps, and you choose who waits.")
        .check(
            numbers(
                ExercisePhases::latency,
                within(0.25, ExercisePhases.waitFor(1), "ms"),
                within(0.25, ExercisePhases.waitFor(3), "ms"),
                within(0.25, ExercisePhases.waitFor(5), "ms")));
  }

  private static Exercise staleness() {
    return Exercise.predict(
            "R + W = N",
            "Two of five are read, three of five have the write; one is read, four have it. The"
                + " replicas are drawn at random, and the others get the write 300 ms later. Which"
                + " share of reads is stale with (R,W) = (2,3), and with (1,4)? Solved within"
                + " 0.09.")
        .hints(
            "How must the R be drawn so that the read is stale?",
            "All of them from the N - W that do not have the write yet.",
            "C(N - W, R) / C(N, R): C(2,2) / C(5,2) and C(1,1) / C(5,1).")
        .model(
            "0.1 and 0.2. R + W = 5 is not more than N: there is one way to miss. With 6 there is"
                + " none.")
        .check(
            numbers(
                ExercisePhases::staleness,
                near(0.09, "stale (2,3)", ""),
                near(0.09, "stale (1,4)", "")));
  }

  private static Exercise availability() {
    return Exercise.predict(
            "k of five coins",
            "Each replica fails every second request, on its own. Which share of writes is accepted"
                + " with W = 1, 3 and 5? Solved within 0.09. (And with three replicas dead for good:"
                + " which of the three still accepts?)")
        .hints(
            "W = 5: all five coins must show heads.",
            "W = 1: it fails only if all five show tails.",
            "Sum over i from W to 5 of C(5,i) / 32.")
        .model(
            "31/32 = 0.97, 1/2 and 1/32 = 0.03. With three dead only W = 1 accepts, and with R = 5,"
                + " which it needs to overlap, nobody can read. With one dead W = 5 accepts nothing,"
                + " with two dead (3,3) still does both.")
        .check(
            numbers(
                ExercisePhases::availability,
                near(0.09, "writes accepted at W=1", ""),
                near(0.09, "writes accepted at W=3", ""),
                near(0.09, "writes accepted at W=5", "")));
  }

  private static Exercise readRepair() {
    return Exercise.code(
            "Read repair",
            "A hundred keys miss two of their five homes. In Yours.java, let a read also mend the"
                + " replicas that are behind: after one read of each key all five have it. The read"
                + " itself still returns with the R-th answer, and who is up to date gets no write.")
        .hints(
            "readHomes gives a Gathering, which knows two moments: enough() and everybody().",
            "In everybody(), find the newest entry (Entry.merge) and who has an older one"
                + " (newerThan).",
            "replicas.write(behind, op, newest, Phase.REPAIR), and no write when nobody is behind.")
        .model(
            "var answers = replicas.readHomes(op); answers.everybody().onSuccess(all -> repair(op,"
                + " all)); return answers.enough().map(Seen::of). ReadRepair does it, and no more"
                + " than one repair of a key at a time.")
        .check(
            ofTheClass(
                YOURS,
                ExercisePhases::repair,
                Map.of(
                    ExercisePhases.MENDED,
                    "Some keys are still missing. The first R answers are those of the fastest: who"
                        + " is behind is often among the others. Gathering.everybody() has them"
                        + " all.",
                    ExercisePhases.LEFT_ALONE,
                    "Every read writes now, also when there is nothing to mend. Compare the tags"
                        + " first.")));
  }

  private static Exercise siblings() {
    return Exercise.code(
            "Siblings",
            "The greatest tag wins, and of two concurrent writes one is lost. In YourSiblings.java,"
                + " keep both: a write replaces the values that its writer has seen, and no others."
                + " PUT /siblings/KEY of a replica ({\"writer\", \"seen\", \"value\"}) uses it.")
        .hints(
            "A value stays unless the write knows of it. VersionVector.includes says so.",
            "Which number does the new write get? Its writer's next one, counted over all values"
                + " that are there and all that it has seen.",
            "Keep every value whose version is not included in seen, then add the new one with seen"
                + " and one write more of its writer.")
        .model(
            "Drop what seen includes, add (seen.next(writer), value). A client that reads two"
                + " values must merge them and write the result with what it has seen: only then is"
                + " there one again. Nobody else can decide what the merged value is.")
        .check(
            ofTheClass(
                SIBLINGS,
                ExercisePhases::siblings,
                Map.of(
                    ExercisePhases.BOTH,
                    "The second writer had seen nothing, and yet the first value is gone.",
                    ExercisePhases.COLLAPSED,
                    "You keep everything: values pile up for ever. What the writer had seen it has"
                        + " replaced.",
                    ExercisePhases.UNSEEN,
                    "The late writer had seen x only, and replaced z. A greater counter of its own"
                        + " does not mean that it knows the others.")));
  }

  private static Exercise noWriteBack() {
    return Exercise.breakIt(
            "Not linearizable",
            "In Abd.java, take the write-back away: let a read return what the first round has"
                + " found. R + W > N still holds. Show that one read returns the new value and a"
                + " later one the old.")
        .hints(
            "Where does a read go on to a second round?",
            "isSafe decides. What would always safe do?",
            "return replicas.readHomes(op).enough().map(Seen::of) is a read in one round.")
        .model(
            "Without it the first read may be the only one that has met the new value: two replicas"
                + " of five have it, and the next read asks the other three. Overlap is a promise"
                + " about writes that have ended. ./lab reset 46 6 puts it back.")
        .check(
            ofTheClass(
                ABD,
                ExercisePhases::register,
                Map.of(
                    ExercisePhases.INVERTED,
                    "No read went back in time: every value that was returned is still stored at W"
                        + " replicas first. It is the second round of read that has to go.")));
  }

  private static Exercise amnesia() {
    return Exercise.breakIt(
            "A majority that forgets",
            "fsync is never: replicas acknowledge what is only in their memory. All five have 100"
                + " keys, three of the five crash and come back, and each key is read from three"
                + " replicas drawn at random. How many keys are lost, though R + W > N? Solved"
                + " within 9.")
        .hints(
            "Two replicas still have everything.",
            "A read loses when it asks the three that have forgotten. How many ways are there to"
                + " draw three of five?",
            "1 / C(5,3) = 1/10 of 100.")
        .model(
            "Ten, give or take three. That any R and any W intersect is an argument about replicas"
                + " that still have what they acknowledged: stable storage is part of the proof.")
        .check(numbers(ExercisePhases::amnesia, near(9, "acknowledged and lost: never", "keys")));
  }

  private static Exercise rogue() {
    return Exercise.design(
            "A rogue version",
            "One replica has the value rogue with the tag 999999999999999999@rogue, put there by"
                + " hand (PUT /kv/KEY at port 8001). Which reads see it? Why can no write of first-k"
                + " get rid of it, and why can one of abd?")
        .hints(
            "Reads return the greatest tag among R answers.",
            "Where does first-k take its tags from, and where abd?",
            "A clock says what time it is. A read says what is there.")
        .model(
            "Every read that has replica-1 among its R answers, and after a repair every read. Tags"
                + " of first-k come from a clock, which will not reach that number in our lives;"
                + " abd asks R replicas for the greatest tag first and goes one beyond it.")
        .check(new Check.Comparison());
  }

  private static Exercise regions() {
    return Exercise.design(
            "Three regions",
            "Three regions with two replicas each. The store survives the loss of one region, and"
                + " reads stay in their region. Choose N, R and W, and say what you give up.")
        .hints(
            "N = 6. How many are left when a region is gone?",
            "Four are left, so W is at most 4. Which R overlaps with it?",
            "R = 3, and a region has two replicas.")
        .model(
            "N = 6, W = 4 needs R = 3: a read pays a hop to another region. Or R = 2 stays at home,"
                + " and reads may be stale: bounded by how fast writes travel, and hidden from the"
                + " writer itself by a session that carries the tag of its last write. Local reads"
                + " with R = 2, W = 4 and overlap do not exist.")
        .check(new Check.Comparison());
  }

  private static Exercise slowReplica() {
    return Exercise.design(
            "One slow replica",
            "replica-4 becomes 300 ms slower (PUT /admin/faults {\"latency_ms\": 300} at port"
                + " 8004). Which of (R,W) = (3,3), (1,5) and (5,1) notices, in reads and in writes?"
                + " Try it with the load test and the curl loops of the README.")
        .hints(
            "Who waits for all five?",
            "W = 5 in writes, R = 5 in reads.",
            "And wait-all, whatever R and W are.")
        .model(
            "(1,5) in writes, (5,1) in reads, (3,3) in neither: it has two replicas to spare. Tail"
                + " latency is why majorities are popular, not only that they survive.")
        .check(new Check.Comparison());
  }
}
