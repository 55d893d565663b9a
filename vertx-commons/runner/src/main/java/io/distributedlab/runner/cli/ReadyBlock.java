package io.distributedlab.runner.cli;

import io.distributedlab.backends.BackendAddresses;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.runner.RunnerServer;
import java.util.StringJoiner;

/** What a user needs to know once a lab runs: addresses, one command to try, where to look. */
record ReadyBlock(LabDescriptor lab, int portOffset, BackendAddresses backends) {
  @Override
  public String toString() {
    var entry = url(lab.services().getFirst().port());
    var runner = url(RunnerServer.PORT);
    var lines = new StringJoiner(System.lineSeparator());
    lines.add("").add("@|bold " + lab.title() + "|@ is ready.").add("  " + lab.question()).add("");
    lab.services().forEach(service -> lines.add(row(service.name(), url(service.port()))));
    backends.withoutPasswords().uris().forEach((name, uri) -> lines.add(row(name, uri)));
    lines
        .add("")
        .add(row("Try", "@|bold curl -si " + entry + lab.entry() + "|@"))
        .add(row("Live page", runner + "  (in a browser)"))
        .add(row("Traces", "curl -s '" + runner + "/admin/traces?limit=5'"))
        .add(row("One trace", "curl -s " + runner + "/admin/traces/TRACE_ID  (header X-Trace-Id)"))
        .add(row("Logs", "curl -s '" + runner + "/admin/logs?trace_id=TRACE_ID'"))
        .add(row("Metrics", "curl -s " + entry + "/metrics"))
        .add(row("Settings", "curl -s " + entry + "/admin/knobs"));
    if (!lab.exercises().isEmpty()) {
      lines.add(row("Exercises", "./lab check " + lab.slug() + "  (in another terminal)"));
    }
    return lines.add("").add("Ctrl-C stops everything.").toString();
  }

  private static String row(String name, String value) {
    return "  %-12s %s".formatted(name, value);
  }

  private String url(int port) {
    return "http://localhost:" + (port + portOffset);
  }
}
