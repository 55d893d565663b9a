package io.distributedlab.runner.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final Map<String, ?> VALUES =
      Map.of(
          "name",
          "a $1 name",
          "flag",
          "",
          "services",
          List.of(Map.of("service", "gateway", "first", ""), Map.of("service", "a")));

  @Test
  void valuesStandBetweenAtSigns() {
    assertThat(Template.fill("@Override // @name@, @name@", VALUES))
        .isEqualTo("@Override // a $1 name, a $1 name\n");
  }

  @Test
  void linesDependOnWhatIsThere() {
    assertThat(Template.fill("@if flag@\nyes\n@else@\nno\n@end@\nboth", VALUES))
        .isEqualTo("yes\nboth\n");
    assertThat(Template.fill("@if none@\nyes\n@else@\nno\n@end@\nboth", VALUES))
        .isEqualTo("no\nboth\n");
  }

  @Test
  void linesAreRepeatedForEachOfAList() {
    var text =
        """
          @each services@
        @service@ of @name@
          @if first@
        comes first
          @end@
          @end@
        """;
    assertThat(Template.fill(text, VALUES))
        .isEqualTo("gateway of a $1 name\ncomes first\na of a $1 name\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@unknown@",
        "@each unknown@\n@end@",
        "@each services@\n@unknown@\n@end@",
        "@if flag@"
      })
  void whatIsMissingIsAnError(String text) {
    assertThatThrownBy(() -> Template.fill(text, VALUES))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
