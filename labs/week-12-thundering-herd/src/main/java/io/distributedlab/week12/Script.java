package io.distributedlab.week12;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script: Redis runs it as one step, no other command in between.
 *
 * @param sha what Redis knows it by
 */
record Script(String source, String sha) {
  static Script of(String source) {
    try {
      var digest = MessageDigest.getInstance("SHA-1").digest(source.getBytes(UTF_8));
      return new Script(source, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
