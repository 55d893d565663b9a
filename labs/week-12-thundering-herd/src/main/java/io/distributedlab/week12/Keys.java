package io.distributedlab.week12;

import io.distributedlab.service.http.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names in Redis. */
final class Keys {
  static final String VALUES = "p:";
  static final String LEASES = "lease:";

  /** The channel that says whose value is there, or whose lease is free. */
  static final String FILLED = "filled";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private Keys() {}

  static String value(String id) {
    return VALUES + id;
  }

  static String lock(String id) {
    return "lock:" + id;
  }

  static String lease(String id) {
    return LEASES + id;
  }

  /**
   * This id, if it is one.
   *
   * @throws Problem 400 {@code bad-id}
   */
  static String checked(@Nullable String id) {
    if (id == null || !ID.matcher(id).matches()) {
      throw Problem.of(400, "bad-id", "an id is 1 to 64 letters, digits, - or _");
    }
    return id;
  }
}
