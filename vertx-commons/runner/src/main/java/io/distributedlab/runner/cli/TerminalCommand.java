package io.distributedlab.runner.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that prints lines; markup such as {@code @|bold text|@} is coloured on a terminal. */
abstract class TerminalCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  final CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }

  /** Whether the output is read by a person on a terminal that knows colours. */
  final boolean onTerminal() {
    return commandLine().getColorScheme().ansi().enabled();
  }

  /** A line of the result, to stdout. */
  final void println(String markup) {
    print(commandLine().getOut(), markup);
  }

  /** A line about how the work gets on, to stderr. */
  final void note(String markup) {
    print(commandLine().getErr(), markup);
  }

  private void print(PrintWriter to, String markup) {
    to.println(commandLine().getColorScheme().ansi().string(markup));
    to.flush();
  }
}
