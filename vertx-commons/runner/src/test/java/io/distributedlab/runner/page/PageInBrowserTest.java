package io.distributedlab.runner.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a learner's browser makes of the page of a running lab. */
@Timeout(90)
class PageInBrowserTest {
  private static final int OFFSET = 16_500;
  private static final String CONNECTED =
      "document.querySelector('#status').dataset.state === 'connected'";

  /** How many points of a chart have been drawn in some colour that is not grey. */
  private static final String DRAWN =
      """
      (title => {
        const card = [...document.querySelectorAll('.card')]
          .find(one => one.querySelector('h3').textContent.startsWith(title));
        const canvas = card.querySelector('canvas');
        const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let drawn = 0;
        for (let i = 0; i < data.length; i += 4) {
          const [r, g, b, a] = data.slice(i, i + 4);
          drawn += a > 200 && Math.max(r, g, b) - Math.min(r, g, b) > 60 ? 1 : 0;
        }
        return drawn;
      })""";

  /** The control of a setting, by the text of its label. */
  private static final String CONTROL =
      """
      (name => {
        const label = [...document.querySelectorAll('.field label')]
          .find(one => one.firstChild.textContent === name);
        return document.getElementById(label.htmlFor);
      })""";

  @TempDir Path home = Path.of("");
  private Chromium browser;
  private Console console;

  @BeforeEach
  void start() throws Exception {
    var found = Chromium.start(home);
    if (found.isEmpty()) {
      System.out.println("skipped: no chromium, chromium-browser or google-chrome on the PATH");
    }
    assumeTrue(found.isPresent());
    browser = found.orElseThrow();
    console = Console.start(OFFSET);
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
  void thePageShowsTheLabChangesItAndSurvivesItsRestart() throws Exception {
    browser.open(console.address() + "/", 360, true);
    browser.until(CONNECTED);
    aLoadIsSent();
    everythingIsDrawn();
    nothingIsMarkup();
    aKnobIsChanged();
    aWrongValueIsRefusedAtItsField();
    aFaultIsOnItsNode();
    assertThat(browser.errors()).as("but the refused value").allMatch(e -> e.contains("of 422"));
    aRestartIsSurvived();
  }

  private void aLoadIsSent() throws Exception {
    browser.see("document.querySelector('#load-second').value = 'safe'");
    browser.see("document.querySelector('.load button').focus()");
    browser.pressEnter();
    browser.until("document.querySelector('.load button').textContent === 'Stop'");
    browser.until(DRAWN + "('Latency of this load') > 5");
  }

  private void everythingIsDrawn() throws Exception {
    browser.until(DRAWN + "('Rate') > 5");
    browser.until(DRAWN + "('Calls') > 5");
    browser.until("document.querySelectorAll('.edge[data-state=busy]').length === 2");
    assertThat(browser.see("document.querySelectorAll('.node').length")).isEqualTo(3);
    assertThat(browser.see("document.querySelectorAll('.card .problem').length")).isEqualTo(2);
    assertThat(
            browser.see(
                "[...document.querySelectorAll('.tile li')].map(li => li.textContent).join()"))
        .isEqualTo("✓ up,✓ up");
    assertThat(
            browser.see(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .as("sideways at 360 px")
        .isEqualTo(0);
  }

  private void nothingIsMarkup() throws Exception {
    assertThat(browser.see("document.querySelector('#question').textContent"))
        .isEqualTo(PageLab.MARKUP + "?");
    assertThat(browser.see("document.body.innerText").toString()).contains(PageLab.MARKUP);
    assertThat(browser.see("document.querySelectorAll('body script, img').length")).isEqualTo(0);
    assertThat(browser.see("document.title").toString()).startsWith("Test Lab");
  }

  private void aKnobIsChanged() throws Exception {
    browser.see("document.querySelector('.group').open = true");
    enter("low", "7");
    browser.until("document.querySelector('#marks li')?.textContent.endsWith('front: low: 5 → 7')");
    assertThat(console.get("/admin/services/front/knobs").body()).contains("\"low\":7");
    browser.until(CONTROL + "('low').labels[0].textContent === 'low changed'");
  }

  private void aWrongValueIsRefusedAtItsField() throws Exception {
    enter("low", PageLab.MARKUP);
    browser.until(
        CONTROL
            + "('low').parentElement.querySelector('.error').textContent.startsWith('low must be')");
    assertThat(browser.see(CONTROL + "('low').parentElement.querySelector('.error').textContent"))
        .isEqualTo("low must be a whole number from 1 to 100, not " + PageLab.MARKUP);
    assertThat(browser.see(CONTROL + "('low').getAttribute('aria-invalid')")).isEqualTo("true");
    nothingIsMarkup();
    enter("low", "8");
    browser.until(CONTROL + "('low').parentElement.querySelector('.error').textContent === ''");
  }

  private void aFaultIsOnItsNode() throws Exception {
    console.put("/admin/services/back/faults", "{\"error_rate\":1}");
    browser.until(
        "document.querySelector('.node[data-fault=true] .fault').textContent.includes('error_rate 1')");
    browser.until("document.querySelectorAll('.edge[data-state=failing]').length === 2");
    browser.until(
        "[...document.querySelectorAll('.rate.bad')].every(one => one.textContent.startsWith('✕ '))");
  }

  private void aRestartIsSurvived() throws Exception {
    console.close();
    browser.until("document.querySelector('#status').textContent === 'disconnected'");
    console = Console.start(OFFSET);
    browser.until(CONNECTED);
    browser.until("document.querySelectorAll('.node[data-fault=false]').length === 2");
    browser.until(CONTROL + "('low').value === '5'");
  }

  /** As somebody does who has only a keyboard. */
  private void enter(String name, String text) throws Exception {
    browser.see(CONTROL + "('" + name + "').focus()");
    browser.see(CONTROL + "('" + name + "').select()");
    browser.type(text);
    browser.pressEnter();
  }
}
