package io.distributedlab.backends;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The process that something on this machine belongs to. Process ids are used again, so it is known
 * by when it started as well. That time is read off the boot time, which moves when the clock is
 * set: two seconds make no difference.
 *
 * @param started in seconds since 1970; 0 where the system does not tell
 */
record Owner(long pid, long started) {
  private static final Pattern TEXT = Pattern.compile("(\\d+)-(\\d+)");
  private static final int TOLERANCE = 2;

  static Owner self() {
    return of(ProcessHandle.current());
  }

  static Owner of(ProcessHandle process) {
    var started = process.info().startInstant().map(Instant::getEpochSecond);
    return new Owner(process.pid(), started.orElse(0L));
  }

  /** Reads what {@link #toString} wrote. */
  static Optional<Owner> parse(String text) {
    var matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(new Owner(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  /** Its process, while it runs. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ServerProcess::running)
        .filter(process -> started == 0 || isStartOf(of(process)));
  }

  private boolean isStartOf(Owner now) {
    return Math.abs(now.started - started) <= TOLERANCE;
  }

  @Override
  public String toString() {
    return pid + "-" + started;
  }
}
