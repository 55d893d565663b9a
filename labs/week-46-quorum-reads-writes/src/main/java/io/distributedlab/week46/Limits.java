package io.distributedlab.week46;

import io.distributedlab.service.http.Problem;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How large keys and values may be, in bytes of UTF-8. */
final class Limits {
  private static final int KEY_BYTES = 256;
  private static final int VALUE_BYTES = 64 * 1024;

  private Limits() {}

  /**
   * The key, if it is not too long.
   *
   * @throws Problem invalid (422)
   */
  static String key(String key) {
    return atMost("key", key, KEY_BYTES);
  }

  /**
   * The value, if there is one and it is not too long.
   *
   * @throws Problem invalid (422)
   */
  static String value(@Nullable String value) {
    if (value == null) {
      throw Problem.invalid("value", "null", "a string");
    }
    return atMost("value", value, VALUE_BYTES);
  }

  private static String atMost(String name, String text, int most) {
    var bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > most) {
      throw Problem.invalid(name, bytes + " bytes", "at most " + most + " bytes");
    }
    return text;
  }
}
