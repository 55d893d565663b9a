package io.distributedlab.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  enum Colour {
    RED,
    BLUE
  }

  record Paint(String name, Colour colour, int coats, double litres, boolean dry) {}

  record Palette(List<String> names) {}

  private static Paint paint(String field, String value) {
    var fields =
        "{'name':'sky','colour':'BLUE','coats':2,'litres':1.5,'dry':true}"
            .replaceFirst("'" + field + "':[^,}]+", "'" + field + "':" + value);
    return Json.read(Buffer.buffer(fields.replace('\'', '"')), Paint.class);
  }

  @Test
  void aValueOfTheRightTypeIsTaken() {
    assertThat(paint("name", "''")).isEqualTo(new Paint("", Colour.BLUE, 2, 1.5, true));
    assertThat(paint("litres", "2").litres()).isEqualTo(2.0);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '#',
      value = {
        "name,5",
        "name,1.5",
        "name,true",
        "name,['sky']",
        "name,{}",
        "colour,1",
        "colour,1.0",
        "colour,true",
        "colour,''",
        "colour,'GREEN'",
        "coats,'2'",
        "coats,2.5",
        "coats,true",
        "coats,''",
        "coats,null",
        "litres,'1.5'",
        "litres,false",
        "dry,1",
        "dry,'true'",
        "dry,null",
      })
  void aValueOfAnotherTypeIsNot(String field, String value) {
    assertThatThrownBy(() -> paint(field, value))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(422);
              assertThat(problem.toJson().getString("name")).isEqualTo(field);
            });
  }

  @Test
  void norInsideAList() {
    assertThatThrownBy(() -> Json.read(Buffer.buffer("{\"names\":[\"a\",5]}"), Palette.class))
        .isInstanceOf(Problem.class);
  }
}
