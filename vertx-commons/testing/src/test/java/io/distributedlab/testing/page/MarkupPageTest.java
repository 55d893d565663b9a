package io.distributedlab.testing.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.testing.page.Scenes.Setting;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The walk through a lab whose every text is markup. */
class MarkupPageTest extends LabPageTest {
  /** How many points of a chart have been drawn in some colour that is not grey. */
  private static final String DRAWN =
      """
      card => {
        const canvas = card.querySelector('canvas');
        const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let drawn = 0;
        for (let i = 0; i < data.length; i += 4) {
          const [r, g, b, a] = data.slice(i, i + 4);
          drawn += a > 200 && Math.max(r, g, b) - Math.min(r, g, b) > 60 ? 1 : 0;
        }
        return drawn;
      }\
      """;

  MarkupPageTest() {
    super(
        Scenes.of("way", "direct", "safe", Setting.knob("low", MarkupLab.MARKUP))
            .fault(Setting.fault("back", "error_rate", "1")),
        MarkupLab.descriptor());
  }

  @Test
  @Order(8)
  void nothingIsMarkup() {
    for (var span : page().find(".trace .span").all()) {
      if (span.getAttribute("aria-expanded").equals("false")) {
        span.press("Enter");
      }
    }
    page().sees(page().find(".trace .logs li").first());
    for (var place :
        new String[] {"#question", "#panels", ".spans", ".events", ".details", ".logs"}) {
      assertThat(page().find(place).allTextContents())
          .as(place)
          .anyMatch(text -> text.contains(MarkupLab.MARKUP));
    }
    assertThat(page().find("body script, img").count()).isZero();
    assertThat(page().find("html").evaluate("html => document.title").toString())
        .startsWith("Markup Lab");
  }

  @Test
  @Order(14)
  void norIsAnythingOfTheExperimentAndTheExercises() {
    for (var place : new String[] {"#experiment-claims", "#experiment-measures", ".exercise"}) {
      assertThat(page().find(place).allTextContents())
          .as(place)
          .anyMatch(text -> text.contains(MarkupLab.MARKUP));
    }
    assertThat(page().find("body script, img").count()).isZero();
  }

  @Test
  @Order(8)
  void everythingIsDrawn() {
    for (var title : new String[] {"Rate", "Calls", "Latency of this load"}) {
      var card = page().find(".card:has(h3[title^='" + title + "'])");
      assertThat((int) card.evaluate(DRAWN)).as(title).isGreaterThan(5);
    }
    assertThat(page().find(".edge[data-state=failing]").count()).isEqualTo(2);
    assertThat(page().find(".tile li").allTextContents()).containsExactly("✓ up", "✓ up");
  }

  @Test
  @Order(8)
  void theListOfTracesStandsStillWhileItIsInUse() {
    var first = page().traces("all", "newest").first();
    var state = page().find("#traced > .note");
    first.locator(".open").focus();
    var shown = first.getAttribute("data-trace");
    page().has(state, "It stands still while the pointer or the focus is in it.");
    assertThat(first.getAttribute("data-trace")).isEqualTo(shown);
    assertThat(first.locator(".open").evaluate("open => open === document.activeElement"))
        .isEqualTo(true);

    page().find("#traces-status").focus();
    page().misses(page().find(".traces li:first-child[data-trace='" + shown + "']"));
    page().find(".filters button").press("Enter");
    page().has(state, "Paused.");
    page().find(".filters button").press("Enter");
    page().has(state, "The first 25.");
  }

  @Test
  @Order(8)
  void aRefusedChoiceOfTracesShowsTheServersWords() {
    var least = page().find("#traces-least");
    least.fill("-1");
    least.press("Enter");
    page().sees(page().find("#traces-problem"));
    assertThat(page().find("#traces-problem").textContent()).startsWith("min_ms must be a number");
    least.fill("0");
    least.press("Enter");
    page().misses(page().find("#traces [aria-invalid=true]"));
  }
}
