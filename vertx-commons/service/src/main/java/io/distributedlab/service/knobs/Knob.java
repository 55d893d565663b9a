package io.distributedlab.service.knobs;

import io.distributedlab.service.http.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A setting with a type, a default, a range and a meaning. Declared once as a constant; read by the
 * service, validated by {@code PUT /admin/knobs}, drawn as a control by the live page.
 *
 * @param <T> what {@link Knobs#get} returns
 */
public final class Knob<T> {
  /** Reads a JSON value; null means it is not of this type or out of range. */
  private interface Reader<T> {
    @Nullable T read(Object json);
  }

  private static final Map<String, Object> FLAGS = Map.of("true", true, "false", false);

  private final String name;
  private final String type;
  private final Object initial;
  private final String allowed;
  private final JsonObject bounds;
  private final String meaning;
  private final Reader<T> reader;

  private Knob(
      String name,
      String type,
      Object initial,
      String allowed,
      JsonObject bounds,
      String meaning,
      Reader<T> reader) {
    this.name = name;
    this.type = type;
    this.initial = initial;
    this.allowed = allowed;
    this.bounds = bounds;
    this.meaning = meaning;
    this.reader = reader;
    parse(initial);
  }

  /** A whole number from {@code min} to {@code max}. */
  public static Knob<Integer> integer(String name, int initial, int min, int max, String meaning) {
    return new Knob<>(
        name,
        "int",
        initial,
        "a whole number from %d to %d".formatted(min, max),
        range(min, max),
        meaning,
        json -> wholeNumber(json, min, max));
  }

  /** A number from {@code min} to {@code max}. */
  public static Knob<Double> decimal(
      String name, double initial, double min, double max, String meaning) {
    return new Knob<>(
        name,
        "double",
        initial,
        "a number from %s to %s".formatted(min, max),
        range(min, max),
        meaning,
        json ->
            json instanceof Number n && n.doubleValue() >= min && n.doubleValue() <= max
                ? n.doubleValue()
                : null);
  }

  /** A duration, on the wire a whole number of ms from {@code min} to {@code max}. */
  public static Knob<Duration> millis(String name, int initial, int min, int max, String meaning) {
    return new Knob<>(
        name,
        "duration",
        initial,
        "a whole number of ms from %d to %d".formatted(min, max),
        range(min, max),
        meaning,
        json -> {
          var millis = wholeNumber(json, min, max);
          return millis == null ? null : Duration.ofMillis(millis);
        });
  }

  /** One of the constants of an enum; on the wire in lower case, {@code _} as {@code -}. */
  public static <E extends Enum<E>> Knob<E> choice(String name, E initial, String meaning) {
    List<E> constants = Arrays.asList(initial.getDeclaringClass().getEnumConstants());
    var names = constants.stream().map(Knob::wireName).toList();
    return new Knob<>(
        name,
        "enum",
        wireName(initial),
        "one of " + String.join(", ", names),
        new JsonObject().put("values", new JsonArray(names)),
        meaning,
        json ->
            json instanceof String text && names.contains(text)
                ? constants.get(names.indexOf(text))
                : null);
  }

  /** On or off; on the wire {@code true} or {@code false}. */
  public static Knob<Boolean> flag(String name, boolean initial, String meaning) {
    return new Knob<>(
        name,
        "flag",
        initial,
        "true or false",
        new JsonObject(),
        meaning,
        json -> json instanceof Boolean value ? value : null);
  }

  /** The wire name of an enum constant: {@code PER_INSTANCE} is {@code per-instance}. */
  public static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a JSON value.
   *
   * @throws Problem invalid (422) naming this knob, the value and what is allowed
   */
  public T parse(@Nullable Object json) {
    var value = json == null ? null : reader.read(json);
    if (value == null) {
      throw Problem.invalid(name, String.valueOf(json), allowed);
    }
    return value;
  }

  /**
   * Reads a query parameter or header; absent means the default.
   *
   * @throws Problem invalid (422)
   */
  public T parseText(@Nullable String text) {
    if (text == null) {
      return parse(initial);
    }
    try {
      return parse(
          switch (type) {
            case "int", "duration" -> Integer.valueOf(text);
            case "double" -> Double.valueOf(text);
            case "flag" -> FLAGS.getOrDefault(text, text);
            default -> text;
          });
    } catch (NumberFormatException e) {
      throw Problem.invalid(name, text, allowed);
    }
  }

  public String name() {
    return name;
  }

  /** Default, in its wire form. */
  public Object initial() {
    return initial;
  }

  /** The declaration, as the live page and {@code GET /admin/knobs} show it. */
  public JsonObject describe() {
    return new JsonObject()
        .put("name", name)
        .put("type", type)
        .put("default", initial)
        .mergeIn(bounds)
        .put("allowed", allowed)
        .put("meaning", meaning);
  }

  private static @Nullable Integer wholeNumber(Object json, int min, int max) {
    return json instanceof Integer n && n >= min && n <= max ? n : null;
  }

  private static JsonObject range(Number min, Number max) {
    return new JsonObject().put("min", min).put("max", max);
  }
}
