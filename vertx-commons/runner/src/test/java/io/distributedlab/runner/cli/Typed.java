package io.distributedlab.runner.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** A command as it is typed in a checkout, without colours. */
final class Typed {
  private Typed() {}

  /** Its exit code; what it prints is added to {@code out} and {@code err}. */
  static int in(Path home, StringWriter out, StringWriter err, String... arguments) {
    return LabCli.commandLine(home)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .execute(arguments);
  }
}
