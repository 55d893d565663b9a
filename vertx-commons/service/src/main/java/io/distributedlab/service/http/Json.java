package io.distributedlab.service.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Records to JSON and back, for HTTP bodies and bus messages alike. Component names are snake_case
 * on the wire. Reading is strict: an unknown field, a duplicate field, a missing primitive or a
 * value of another type is an error, never a guess.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private Json() {}

  /** A record, map, list or Vert.x JSON value as UTF-8 JSON. */
  public static Buffer write(Object value) {
    if (value instanceof JsonObject object) {
      return object.toBuffer();
    }
    if (value instanceof JsonArray array) {
      return array.toBuffer();
    }
    try {
      return Buffer.buffer(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write " + value.getClass().getSimpleName(), e);
    }
  }

  /**
   * Reads one JSON value.
   *
   * @throws Problem malformed (400) when it is not JSON, invalid (422) when it does not fit {@code
   *     type}
   */
  public static <T> T read(Buffer json, Class<T> type) {
    try {
      var value = MAPPER.readValue(json.getBytes(), type);
      if (value == null) {
        throw Problem.invalid("body", "null", "a JSON " + type.getSimpleName());
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      var known =
          e.getKnownPropertyIds() == null
              ? ""
              : e.getKnownPropertyIds().stream()
                  .map(Object::toString)
                  .sorted()
                  .collect(Collectors.joining(", "));
      throw Problem.invalid(e.getPropertyName(), "unknown", "one of " + known);
    } catch (MismatchedInputException e) {
      var field =
          e.getPath().isEmpty() ? null : e.getPath().get(e.getPath().size() - 1).getFieldName();
      var wanted = e.getTargetType() == null ? type : e.getTargetType();
      throw Problem.invalid(
          Objects.requireNonNullElse(field, "body"),
          "something else or missing",
          "a " + wanted.getSimpleName().toLowerCase(java.util.Locale.ROOT));
    } catch (IOException e) {
      throw Problem.malformed("the body is not JSON");
    }
  }
}
