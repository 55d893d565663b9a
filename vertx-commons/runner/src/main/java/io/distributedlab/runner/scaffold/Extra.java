package io.distributedlab.runner.scaffold;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a new lab can have besides services that call each other over HTTP. */
public enum Extra {
  REDIS,
  POSTGRES,
  KAFKA,
  /** The first service asks the second over the clustered event bus instead of over HTTP. */
  BUS;

  /**
   * The one of this name.
   *
   * @throws NotPossible when there is none
   */
  public static Extra named(String name) {
    return Arrays.stream(values())
        .filter(extra -> extra.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NotPossible(
                    "There is no '%s' to make a lab with: take %s, or some of them with commas between."
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Extra::wireName)
                                .collect(Collectors.joining(", ")))));
  }

  /** "redis". */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is a server with a name of its own. */
  boolean isBackend() {
    return this != BUS;
  }
}
