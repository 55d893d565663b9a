package io.distributedlab.runner.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a learner does with the experiment and the exercises, with a keyboard. */
@Timeout(90)
class LearningInBrowserTest {
  private static final int OFFSET = 16_900;

  @TempDir Path home = Path.of("");
  private Chromium browser;
  private Console console;

  @BeforeEach
  void start() throws Exception {
    var profile = Files.createDirectory(home.resolve("profile"));
    var found = Chromium.start(profile);
    if (found.isEmpty()) {
      System.out.println("skipped: no chromium, chromium-browser or google-chrome on the PATH");
    }
    assumeTrue(found.isPresent());
    browser = found.orElseThrow();
    Launcher.writeTo(home);
    console = Console.start(OFFSET, home);
    browser.open(console.address() + "/", 360, false);
    browser.until("document.querySelector('#exercise-1')");
  }

  @AfterEach
  void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (console != null) {
      console.close();
    }
  }

  @Test
  void theExperimentIsRunAndSeenAgainAfterAReload() throws Exception {
    press("#experiment-quick");
    browser.until("document.querySelector('#experiment-progress').value > 0.3");
    browser.until(text("#experiment-progress-text") + ".startsWith('Phase 2 of 3: again')");
    browser.until("document.querySelector('#experiment-verdict')");
    assertThat(browser.see("document.activeElement.id")).isEqualTo("experiment-quick");
    showsTheResult();
    browser.open(console.address() + "/", 360, true);
    browser.until("document.querySelector('#experiment-verdict')");
    showsTheResult();
    assertThat(browser.errors()).isEmpty();
  }

  private void showsTheResult() throws Exception {
    assertThat(browser.see(text("#experiment-verdict")).toString())
        .startsWith("✓ holds 1 claims hold, 0 broken, 0 inconclusive. Quick run, ");
    assertThat(browser.see(text("#experiment-claims .sides")))
        .isEqualTo("answered calm = 1: 1 = 1");
    assertThat(browser.see(text("#experiment-claims .name")).toString()).contains(PageLab.MARKUP);
    assertThat(browser.see("document.querySelector('#experiment-claims a').hash").toString())
        .matches("#trace=[0-9a-f]{32}");
    assertThat(browser.see("document.querySelectorAll('#experiment-measures tbody tr').length"))
        .isEqualTo(3);
    assertThat(browser.see("document.querySelectorAll('body script, img').length")).isEqualTo(0);
    assertThat(
            browser.see(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .as("sideways at 360 px")
        .isEqualTo(0);
  }

  @Test
  void anExerciseIsAnsweredAfterAHint() throws Exception {
    browser.see("document.querySelector('#exercise-1').open = true");
    press("#exercise-1-hint");
    browser.until(text("#exercise-1-hints li") + " === 'A nudge.'");
    browser.see("document.querySelector('#exercise-1-0').focus()");
    browser.type("<b>");
    browser.pressEnter();
    browser.until(text("#exercise-1-problem") + ".endsWith('not <b>')");
    browser.see("document.querySelector('#exercise-1-0').select()");
    browser.type("1");
    browser.pressEnter();
    browser.until(text("#exercise-1-status") + " === '✓ Solved'");
    assertThat(browser.see(text("#exercise-1-result")).toString()).contains("near answered");
    assertThat(browser.see(text("#exercise-1-problem"))).isEqualTo("");
    assertThat(browser.see("document.activeElement.id")).isEqualTo("exercise-1-0");
    assertThat(browser.errors()).as("but the refused value").allMatch(e -> e.contains("of 422"));
  }

  private void press(String selector) throws Exception {
    browser.see("document.querySelector('" + selector + "').focus()");
    browser.pressEnter();
  }

  private static String text(String selector) {
    return "document.querySelector('" + selector + "').textContent";
  }
}
