package io.distributedlab.testing.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.distributedlab.testing.page.Scenes.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The live page in a window, and what a learner does with it. */
public final class LabPage {
  private static final double PATIENCE_MS = 15_000;
  private static final int MARGIN = 8;
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private final Page page;
  private final String address;
  private final List<String> errors = new ArrayList<>();

  LabPage(Page page, String address) {
    this.page = page;
    this.address = address;
    page.setDefaultTimeout(PATIENCE_MS);
    page.onPageError(errors::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            errors.add(message.text() + " " + message.location());
          }
        });
  }

  /** Goes to the page, or to a place in it such as {@code #trace=ID}. */
  void open(String place) {
    page.navigate(address + "/" + place);
    comesUp();
  }

  /** Waits until it hears from the lab and has drawn a chart. */
  void comesUp() {
    has(find("#status"), "connected");
    sees(page.locator(".canvas canvas").first());
  }

  /** What the page did wrong: exceptions, refused loads, broken policies. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** An element of the page, for what is special to one lab. */
  public Locator find(String selector) {
    return page.locator(selector);
  }

  /** Waits until the text of an element is this. */
  public void has(Locator element, String text) {
    assertThat(element)
        .hasText(text, new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS));
  }

  /** Waits until an element is there and visible. */
  public void sees(Locator element) {
    sees(element, PATIENCE_MS);
  }

  /** The same, for so many ms at most. */
  void sees(Locator element, double atMostMs) {
    assertThat(element).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(atMostMs));
  }

  /** Waits until there is no such element. */
  public void misses(Locator element) {
    assertThat(element)
        .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MS));
  }

  /** Lets the lab go on for a while, so that a picture has something to show. */
  void settle(double millis) {
    page.waitForTimeout(millis);
  }

  /** Sets a knob or a fault, as somebody does who has only a keyboard. */
  void enter(Setting setting) {
    var control = control(setting);
    switch (control.evaluate("control => control.type").toString()) {
      case "checkbox" -> {
        if (control.isChecked() != Boolean.parseBoolean(setting.value())) {
          control.press("Space");
        }
      }
      case "select-one" -> control.selectOption(setting.value());
      default -> {
        control.fill(setting.value());
        control.press("Enter");
      }
    }
  }

  /** What the server had to say about a value, at its field. */
  Locator refusal(Setting setting) {
    return field(setting).getByRole(AriaRole.ALERT);
  }

  Locator control(Setting setting) {
    return field(setting).locator("input, select");
  }

  private Locator field(Setting setting) {
    var label =
        page.locator(
            "label",
            new Page.LocatorOptions()
                .setHasText(Pattern.compile("^" + literal(setting.name()) + "( changed)?$")));
    return group(setting).locator(".field").filter(new FilterOptions().setHas(label));
  }

  private Locator group(Setting setting) {
    var group =
        page.locator("details.group")
            .filter(new FilterOptions().setHasText(Pattern.compile("^" + literal(setting.group()))))
            .first();
    if (group.getAttribute("open") == null) {
      group.locator("summary").press("Enter");
    }
    return group;
  }

  /** Closes the groups of settings and faults. */
  void fold() {
    page.locator("details.group[open]")
        .evaluateAll("all => all.forEach(group => group.open = false)");
  }

  /** Starts the page's load in one variant, or in two side by side. */
  void load(int perSecond, String... variants) {
    stopLoad();
    page.locator("#load-rate").fill(String.valueOf(perSecond));
    page.locator("#load-first").selectOption(variants[0]);
    page.locator("#load-second").selectOption(variants.length > 1 ? variants[1] : "nothing");
    page.locator(".load button").press("Enter");
    has(page.locator(".load button"), "Stop");
  }

  void stopLoad() {
    var button = page.locator(".load button");
    if (button.textContent().equals("Stop")) {
      button.press("Enter");
    }
    has(button, "Start");
  }

  /** The values under a chart. */
  Locator legend(String chart) {
    return card(chart).locator(".legend li");
  }

  /** A value under a chart that reads like that. */
  Locator legend(String chart, Pattern value) {
    return legend(chart).filter(new FilterOptions().setHasText(value)).first();
  }

  private Locator card(String chart) {
    return page.locator(".card")
        .filter(new FilterOptions().setHas(page.locator("h3[title='" + chart + "']")));
  }

  /** A service in the drawing. */
  Locator node(String service) {
    var name = page.locator("text.name", new Page.LocatorOptions().setHasText(exactly(service)));
    return page.locator(".node").filter(new FilterOptions().setHas(name));
  }

  /** A line of the list of changes. */
  Locator change(String text) {
    return page.locator("#marks li").filter(new FilterOptions().setHasText(text)).first();
  }

  /** The line of the list of changes that tells of a fault; one tells of all at one moment. */
  Locator change(Setting fault) {
    var told = literal(fault.service()) + "(, .*)?: .*" + literal(fault.name()) + ": ";
    return page.locator("#marks li").filter(new FilterOptions().setHasText(Pattern.compile(told)));
  }

  /** The rows of the list of traces that a choice leaves, once there are any. */
  Locator traces(String status, String order) {
    page.locator("#traces").scrollIntoViewIfNeeded();
    page.locator("#traces-status").selectOption(status);
    page.locator("#traces-order").selectOption(order);
    var rows = page.locator(".traces li");
    sees(
        status.equals("failed")
            ? rows.filter(new FilterOptions().setHas(page.locator(".bad"))).first()
            : rows.first());
    return rows;
  }

  /** How far the page reaches beyond its window, in px. */
  int sideways() {
    return (int)
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  /** What axe finds of serious or critical weight, in words. */
  List<String> barriers() {
    return new AxeBuilder(page)
        .setLegacyMode(true).analyze().getViolations().stream()
            .filter(rule -> GRAVE.contains(rule.getImpact()))
            .map(LabPage::told)
            .toList();
  }

  private static String told(Rule rule) {
    var where = rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList();
    return rule.getImpact() + " " + rule.getId() + ": " + rule.getHelp() + " " + where;
  }

  /** What is in the window, as a PNG. */
  byte[] picture() {
    return page.screenshot();
  }

  /** The page from its top down to a chart, as a PNG. */
  byte[] picture(String chart) {
    var bottom = card(chart).evaluate("card => card.getBoundingClientRect().bottom + scrollY");
    var height = ((Number) bottom).doubleValue() + MARGIN;
    var width = page.viewportSize().width;
    return page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setClip(0, 0, width, height));
  }

  /** Scrolls to where the services are. */
  void toTheTop() {
    page.locator("#title").scrollIntoViewIfNeeded();
    page.locator("#load-rate").scrollIntoViewIfNeeded();
  }

  void close() {
    page.context().close();
  }

  private static Pattern exactly(String text) {
    return Pattern.compile("^" + literal(text) + "$");
  }

  /** As {@link Pattern#quote}, for the browser: it does not know \Q. */
  private static String literal(String text) {
    return text.replaceAll("[^\\w\\s]", "\\\\$0");
  }
}
