package io.distributedlab.runner.cli;

import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.UsageException;
import io.distributedlab.runner.story.Jaeger;
import io.distributedlab.runner.story.TraceStory;
import io.distributedlab.runner.story.TraceStory.Told;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for a lab's stories in the Jaeger of its containers. */
@Command(
    name = "traces",
    description = {
      "Find in Jaeger the traces that show what a lab is about, naive and fixed.",
      "For a lab in containers (./lab up), after its experiment: ./lab prove LAB --quick --on"
          + " compose. Prints for each story its trace, the search that finds it and, of a pair,"
          + " the page that compares the two."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every story is found",
      "1:one is not",
      "2:wrong usage or environment: no such lab, no Jaeger"
    })
final class TracesCommand extends TerminalCommand {
  private static final String SERVICE = "jaeger";

  private final LabFolders folders;

  @Mixin private LabName name = new LabName();

  @Option(
      names = "--jaeger",
      paramLabel = "URL",
      description =
          "Ask this Jaeger and not the one of the lab's containers, as in http://localhost:16686.")
  private @Nullable URI elsewhere;

  TracesCommand(LabFolders folders) {
    this.folders = folders;
  }

  @Override
  public Integer call() {
    var lab = folders.descriptor(name.value());
    if (lab.stories().isEmpty()) {
      throw new UsageException(
          "Lab %s declares no trace stories: ./lab run %s shows its traces on the live page."
              .formatted(lab.folder(), lab.slug()));
    }
    var jaeger = elsewhere == null ? ofContainers(lab) : Jaeger.at(elsewhere);
    var told = new LinkedHashMap<TraceStory, Told>();
    for (var story : lab.stories()) {
      var here = find(jaeger, story, lab);
      told.put(story, here);
      print(jaeger, story, here, Optional.ofNullable(told.get(story.naive())));
    }
    if (told.values().stream().allMatch(Told::isTold)) {
      return 0;
    }
    note("Make the traces: ./lab prove %s --quick --on compose".formatted(lab.slug()));
    return 1;
  }

  private Jaeger ofContainers(LabDescriptor lab) {
    var running = Containers.running(Containers.of(folders, lab.slug()));
    return Optional.ofNullable(running.get(SERVICE))
        .flatMap(container -> container.of(Jaeger.PORT))
        .map(Jaeger::at)
        .orElseThrow(
            () ->
                new UsageException(
                    "There is no Jaeger of %s: ./lab up %2$s starts it, and ./lab prove %2$s --quick --on compose makes the traces."
                        .formatted(lab.title(), lab.slug())));
  }

  private static Told find(Jaeger jaeger, TraceStory story, LabDescriptor lab) {
    try {
      return story.by(jaeger.find(story.search()));
    } catch (IOException e) {
      throw new UsageException(
          "Jaeger does not answer at %s (%s): ./lab up %s starts the lab with its own."
              .formatted(jaeger.home(), e.getMessage(), lab.slug()));
    }
  }

  private void print(Jaeger jaeger, TraceStory story, Told here, Optional<Told> naive) {
    println(
        "%s  %s".formatted(here.isTold() ? "found  " : "MISSING", story.name())
            + (here.isTold() ? "" : ": " + here.missing()));
    println(row("search", jaeger.page(story.search())));
    here.traceId().ifPresent(id -> println(row("trace", jaeger.page(id))));
    naive
        .flatMap(Told::traceId)
        .flatMap(before -> here.traceId().map(after -> jaeger.comparison(before, after)))
        .ifPresent(both -> println(row("compare", both)));
  }

  private static String row(String what, String address) {
    return "         %-8s %s".formatted(what, address);
  }
}
