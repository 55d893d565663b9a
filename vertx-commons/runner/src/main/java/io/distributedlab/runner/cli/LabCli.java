package io.distributedlab.runner.cli;

import io.distributedlab.runner.UsageException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command {@code ./lab}.
 *
 * <p>Exit codes: 0 done, 1 a claim is broken, 2 wrong usage or environment (one sentence on stderr
 * says what to do), 3 a claim is inconclusive, 70 a defect of the program itself, 130 and 143 ended
 * by Ctrl-C and SIGTERM.
 */
@Command(
    name = "lab",
    description = "Distributed systems patterns, shown by experiment.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ListCommand.class,
      RunCommand.class,
      ProveCommand.class,
      CheckCommand.class,
      WatchCommand.class,
      HintCommand.class,
      ResetCommand.class,
      ProgressCommand.class,
      NewCommand.class,
      UpCommand.class,
      DownCommand.class,
      LoadCommand.class,
      TracesCommand.class,
      KubernetesCommand.class,
      DoctorCommand.class,
      TestCommand.class,
      GenerateCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class LabCli extends TerminalCommand {
  private static final int USAGE = 2;
  private static final int DEFECT = 70;

  private final LabFolders folders;
  private final Curriculum curriculum;

  private LabCli(LabFolders folders, Curriculum curriculum) {
    this.folders = folders;
    this.curriculum = curriculum;
  }

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    var home = Path.of(System.getProperty("lab.home", "")).toAbsolutePath();
    System.exit(commandLine(home).execute(args));
  }

  /** The command line for the checkout at {@code home}. */
  public static CommandLine commandLine(Path home) {
    var curriculum = Curriculum.load();
    var folders = new LabFolders(home, curriculum);
    var commands = new Commands(folders, curriculum);
    return new CommandLine(new LabCli(folders, curriculum), commands)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .registerConverter(int.class, typed -> whole(typed, Integer::valueOf))
        .registerConverter(Integer.class, typed -> whole(typed, Integer::valueOf))
        .registerConverter(Long.class, typed -> whole(typed, Long::valueOf))
        .setParameterExceptionHandler((e, arguments) -> misused(e))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
  }

  @Override
  public Integer call() {
    println(new Board(folders, curriculum).toString());
    return 0;
  }

  private static <N> N whole(String typed, Function<String, N> parse) {
    try {
      return parse.apply(typed);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is not a whole number".formatted(typed));
    }
  }

  private static int misused(ParameterException e) {
    var command = e.getCommandLine();
    var unknown = unknownCommand(e);
    if (unknown == null) {
      print(command, e.getMessage());
      command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    } else {
      print(command, unknown);
    }
    return USAGE;
  }

  private static @Nullable String unknownCommand(ParameterException e) {
    var command = e.getCommandLine();
    if (command.getParent() != null
        || !(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.isUnknownOption()) {
      return null;
    }
    var commands =
        command.getSubcommands().entrySet().stream()
            .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    return "There is no command '%s': use one of %s, or --help."
        .formatted(unmatched.getUnmatched().getFirst(), commands);
  }

  private static int failed(Exception e, CommandLine command) {
    if (e instanceof UsageException) {
      print(command, e.getMessage());
      return USAGE;
    }
    print(command, "This is a defect of lab, please report it:");
    e.printStackTrace(command.getErr());
    return DEFECT;
  }

  private static void print(CommandLine command, @Nullable String message) {
    var text = command.getColorScheme().errorText(String.valueOf(message));
    command.getErr().println(text);
  }
}
