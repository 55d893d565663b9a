package io.distributedlab.runner.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A query cut into words, and a place in it. */
final class Tokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(\\[[^]]*])|(\"(?:[^\"\\\\]|\\\\.)*\")|([a-zA-Z_:][\\w:]*)|(\\d+(?:\\.\\d+)?)"
              + "|(==|!=|>=|<=|=~|!~|[-+*/(){},=<>]))");

  private final String text;
  private final List<String> words = new ArrayList<>();
  private int at;

  Tokens(String text) {
    this.text = text;
    var matcher = TOKEN.matcher(text.strip());
    int end = 0;
    while (matcher.lookingAt()) {
      words.add(matcher.group().strip());
      end = matcher.end();
      matcher.region(end, matcher.regionEnd());
    }
    if (end < text.strip().length()) {
      throw new QueryException("not understood: " + text.strip().substring(end));
    }
  }

  /** The next word; empty at the end. */
  String peek() {
    return at < words.size() ? words.get(at) : "";
  }

  String next() {
    var word = peek();
    at++;
    return word;
  }

  /** Goes past the next word if it is this one. */
  boolean take(String word) {
    if (!peek().equals(word)) {
      return false;
    }
    at++;
    return true;
  }

  void expect(String word) {
    if (!take(word)) {
      throw unexpected("\"" + word + "\" expected");
    }
  }

  /** The next word, which has to be a name. */
  String name() {
    if (!peek().matches("[a-zA-Z_:][\\w:]*")) {
      throw unexpected("a name expected");
    }
    return next();
  }

  /** The next word, which has to be in quotes. */
  String quoted() {
    if (!peek().startsWith("\"")) {
      throw unexpected("a quoted text expected");
    }
    var word = next();
    return word.substring(1, word.length() - 1).translateEscapes();
  }

  /** The next word, which has to be a number. */
  double number() {
    if (!peek().matches("\\d.*")) {
      throw unexpected("a number expected");
    }
    return Double.parseDouble(next());
  }

  QueryException unexpected(String problem) {
    var found = peek().isEmpty() ? "the end" : "\"" + peek() + "\"";
    return new QueryException("%s, not %s, in: %s".formatted(problem, found, text));
  }
}
