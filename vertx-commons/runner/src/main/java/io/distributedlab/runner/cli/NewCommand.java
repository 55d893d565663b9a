package io.distributedlab.runner.cli;

import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.scaffold.Extra;
import io.distributedlab.runner.scaffold.LabName;
import io.distributedlab.runner.scaffold.NotPossible;
import io.distributedlab.runner.scaffold.Plan;
import io.distributedlab.runner.scaffold.Scaffold;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a lab of the user's own. */
@Command(
    name = "new",
    description = {
      "Make a lab of your own: services that call each other, an experiment, tests, dashboard,"
          + " compose file, load test and documents. It runs as it is.",
      "The folder is labs/NAME, and the root pom.xml gets a line for it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./lab new my-chain",
      "  ./lab new my-chain --services gateway,a,b,c --with redis,bus",
      "  ./lab new my-breakers --from week-07",
      "  ./lab new my-chain --dry-run"
    })
final class NewCommand extends TerminalCommand {
  private final LabFolders folders;

  @Parameters(paramLabel = "NAME", description = "Small letters, digits and hyphens: my-chain.")
  private String name = "";

  @Option(
      names = "--services",
      paramLabel = "A",
      split = ",",
      description = "The services, each of which asks the next: gateway,service-a,service-b.")
  private @Nullable List<String> services;

  @Option(
      names = "--with",
      paramLabel = "X",
      split = ",",
      description = "What the first service uses: redis, postgres, kafka, bus.")
  private @Nullable List<String> with;

  @Option(
      names = "--from",
      paramLabel = "LAB",
      description = "Copy this lab instead: week-07, 7, circuit-breakers, ...")
  private @Nullable String from;

  @Option(names = "--dry-run", description = "Only say which files would be written.")
  private boolean dryRun;

  NewCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public Integer call() {
    try {
      var scaffold = scaffold();
      if (dryRun) {
        scaffold.paths().forEach(this::println);
        println("pom.xml: one line more");
      } else {
        scaffold.write(folders.home());
        println(done(scaffold));
      }
      return 0;
    } catch (NotPossible e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UsageException(
          "labs/%s cannot be written, and nothing of it is left: %s".formatted(name, e));
    }
  }

  private Scaffold scaffold() throws IOException {
    var lab = new LabName(name);
    if (folders.isTaken(name)) {
      throw new UsageException(
          "There is a lab '%s', or will be: take another name, ./lab list shows those that are taken."
              .formatted(name));
    }
    if (from == null) {
      var names = services == null ? List.of("gateway", "service-a", "service-b") : services;
      var extras = with == null ? List.<String>of() : with;
      return Scaffold.of(
          new Plan(lab, names, extras.stream().map(Extra::named).collect(Collectors.toSet())));
    }
    if (services != null || with != null) {
      throw new UsageException("--from copies a lab as it is: leave out --services and --with.");
    }
    return Scaffold.copyOf(folders.path(folders.resolve(original(from))), lab);
  }

  /** A lab of the curriculum may be called {@code week-07} here, as its folder begins. */
  private static String original(String from) {
    return from.matches("week-\\d{1,2}") ? from.substring("week-".length()) : from;
  }

  private String done(Scaffold scaffold) {
    return String.join(
        System.lineSeparator(),
        "@|bold labs/%s|@: %d files, and a line in pom.xml."
            .formatted(name, scaffold.paths().size()),
        "",
        "  Run it      ./lab run " + name,
        "  Prove it    ./lab prove " + name,
        "  Look at it  curl -s http://localhost:7070/  while it runs");
  }
}
