package io.distributedlab.testing.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.options.ColorScheme;
import io.distributedlab.runner.Lab;
import io.distributedlab.runner.LabDescriptor;
import io.distributedlab.testing.RunningLab;
import io.distributedlab.testing.page.Scenes.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A walk through the live page of a lab, step after step, in the Chromium of this machine; skipped
 * where there is none. A lab has a short class that extends this one and says its {@link Scenes}:
 *
 * <pre>{@code
 * class Week07PageTest extends LabPageTest {
 *   Week07PageTest() {
 *     super(Scenes.of("policy", "none", "window", Setting.knob("slots", "0"))
 *         .fault(Setting.fault("backend-1", "hang", "true")));
 *   }
 * }
 * }</pre>
 *
 * <p>With {@code -Dlab.pictures=FOLDER} it also takes the pictures of the lab's documents, as
 * {@code .ci/screenshots} does.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
public abstract class LabPageTest {
  private static final String PICTURES = "lab.pictures";
  private static final int WIDE = 1280;
  private static final int NARROW = 360;
  private static final double PICTURE_SCALE = 0.8;
  private static final double SETTLED_MS = 20_000;
  private static final double EXPERIMENT_MS = 120_000;

  private final Scenes scenes;
  private final LabDescriptor lab;
  @TempDir private static Path home = Path.of("");
  private @Nullable InstalledBrowser browser;
  private @Nullable RunningLab running;
  private @Nullable LabPage page;

  protected LabPageTest(Scenes scenes) {
    this(
        scenes,
        Lab.onClasspath().orElseThrow(() -> new AssertionError("no lab on the class path")));
  }

  /** For a lab that is not on the class path. */
  protected LabPageTest(Scenes scenes, LabDescriptor lab) {
    this.scenes = scenes;
    this.lab = lab;
  }

  @BeforeAll
  final void start() {
    var lack = InstalledBrowser.lacks();
    assumeTrue(lack.isEmpty(), () -> lack.orElse(""));
    running = RunningLab.ofLearner(lab, home);
    browser = InstalledBrowser.start();
    page = window(WIDE, ColorScheme.LIGHT);
  }

  /** What each step saw last is in {@code target/page}. */
  @AfterEach
  final void keep(TestInfo step) throws IOException {
    var folder = Files.createDirectories(Path.of("target", "page"));
    var name = step.getTestMethod().orElseThrow().getName();
    Files.write(folder.resolve(name + ".png"), page().picture());
  }

  @AfterAll
  final void stop() {
    if (browser != null) {
      browser.close();
    }
    if (running != null) {
      running.stop();
    }
  }

  @Test
  @Order(1)
  void thePageComesUp() {
    page().open("");
    page().has(page().find("#title"), lab.title());
    page().has(page().find("#question"), lab.question());
    lab.ports().keySet().forEach(service -> page().sees(page().node(service)));
  }

  @Test
  @Order(2)
  void aVariantIsChosenByItsKnob() {
    scenes.before.forEach(page()::enter);
    var knob = page().control(Setting.knob(scenes.knob, scenes.naive));
    if (knob.inputValue().equals(scenes.naive)) {
      choose(scenes.fixed);
    }
    choose(scenes.naive);
    changesAreNumbered();
  }

  private void choose(String variant) {
    page().enter(Setting.knob(scenes.knob, variant));
    page().sees(page().change(scenes.knob + ": "));
    page().sees(page().change("→ " + variant));
  }

  /** The newest first, each with the number of its line in the charts. */
  private void changesAreNumbered() {
    var told = page().find("#marks li").evaluateAll("all => all.map(one => one.value)");
    var numbers = List.copyOf((List<?>) told);
    int newest = numbers.size();
    assertThat(numbers).isEqualTo(IntStream.range(0, newest).mapToObj(i -> newest - i).toList());
  }

  @Test
  @Order(3)
  void aRefusedValueShowsTheServersWordsAtItsField() {
    page().enter(scenes.refused);
    page().sees(page().refusal(scenes.refused));
    assertThat(page().refusal(scenes.refused).textContent())
        .startsWith(scenes.refused.name() + " must be")
        .endsWith("not " + scenes.refused.value());
    assertThat(page().control(scenes.refused).getAttribute("aria-invalid")).isEqualTo("true");
    assertThat(page().errors()).as("but the refused value").allMatch(one -> one.contains("422"));
  }

  @Test
  @Order(4)
  void aFaultIsSeenAtItsNodeInTheChangesAndInAChart() {
    page().load(scenes.perSecond, scenes.naive, scenes.fixed);
    page().sees(page().legend(scenes.chart).first());
    page().misses(page().legend(scenes.chart, scenes.moved));
    scenes.faults.forEach(page()::enter);
    for (var fault : scenes.faults) {
      page().sees(page().change(fault).first());
      page().sees(page().find(".node[data-fault=true]").and(page().node(fault.service())));
    }
    page().sees(page().legend(scenes.chart, scenes.moved));
  }

  @Test
  @Order(5)
  void aFailedTraceIsOpenedWithItsLog() {
    page().traces("failed", "slowest").first().locator(".open").press("Enter");
    var trace = page().find(".trace");
    page().sees(trace.locator(".summary .bad"));
    page().sees(trace.locator(".spans .took.bad").first());
    page().sees(trace.locator(".logs"));
    var span = trace.locator(".spans .span").first();
    span.press("Enter");
    page().sees(trace.locator(".details").first());
    assertThat(span.getAttribute("aria-expanded")).isEqualTo("true");
    assertThat((Boolean) span.evaluate("span => span === document.activeElement")).isTrue();
  }

  @Test
  @Order(6)
  void twoTracesStandBesideEachOther() {
    page().find(".traces .beside:enabled").first().press("Enter");
    page().sees(page().find(".trace").nth(1));
    assertThat(page().find(".axis").allInnerTexts().stream().distinct()).as("one scale").hasSize(1);
  }

  @Test
  @Order(7)
  void nobodyIsShutOut() {
    var traces = page().find("body").evaluate("body => location.hash").toString();
    isOpenToAll(WIDE, ColorScheme.LIGHT, traces);
    isOpenToAll(NARROW, ColorScheme.DARK, traces);
  }

  private void isOpenToAll(int width, ColorScheme scheme, String place) {
    var other = window(width, scheme);
    other.open(place);
    if (place.contains("beside=")) {
      other.sees(other.find(".trace").nth(1));
    }
    assertThat(other.barriers()).as("%s at %d px", scheme, width).isEmpty();
    assertThat(other.sideways()).as("sideways at %d px", width).isZero();
    other.close();
  }

  @Test
  @Order(10)
  void theExperimentIsRunToItsVerdict() {
    page().stopLoad();
    var quick = page().find("#experiment-quick");
    quick.press("Enter");
    page().sees(page().find("#experiment-progress-text:has-text('Phase ')"));
    page().sees(page().find("#experiment-verdict"), EXPERIMENT_MS);
    assertThat(quick.evaluate("button => button === document.activeElement")).isEqualTo(true);
    assertThat(page().find("#experiment-verdict").textContent())
        .matches("(✓ holds|\\? inconclusive|✕ broken) \\d+ claims hold, .*Quick run, .*");
    assertThat(page().find("#experiment-claims .sides").count()).isPositive();
    assertThat(page().find("#experiment-measures tbody tr").count()).isPositive();
    page().misses(page().find(".node[data-fault=true]"));
  }

  @Test
  @Order(11)
  void itsEvidenceIsOpened() {
    var shown = page().find("#experiment-claims a").first();
    var id = shown.getAttribute("href").substring("#trace=".length());
    shown.press("Enter");
    page().sees(page().find(".trace .summary:has-text('" + id.substring(0, 8) + "')"));
    page().sees(page().find(".trace .spans .span").first());
  }

  @Test
  @Order(12)
  void anExerciseIsAnsweredAfterAHint() {
    var exercise = page().find(".exercise:has(textarea)").first();
    exercise.locator("summary").press("Enter");
    exercise.locator("button:has-text('Hint 1 of')").press("Enter");
    page().sees(exercise.locator("ol li").first());
    exercise.locator("textarea").fill("<b>mine</b>");
    exercise.locator("button[type=submit]").press("Enter");
    page().has(exercise.locator("[role=status]"), "✓ Compared");
    page().sees(exercise.locator("[aria-label='Result of the check']"));
    page().has(exercise.locator("summary .state"), "✓ solved");
    assertThat(exercise.locator("b").count()).isZero();
  }

  /** What is solved and what was found is there again for who comes back. */
  @Test
  @Order(13)
  void whoComesBackFindsItAll() {
    page().open("");
    page().sees(page().find("#experiment-verdict"));
    page().sees(page().find("#exercises-summary:has-text('1 of ')"));
    isOpenToAll(NARROW, ColorScheme.LIGHT, "#experiment");
  }

  @Test
  @Order(20)
  void aRestartOfTheLabIsSurvived() {
    running = running().restart();
    page().comesUp();
    page().misses(page().find(".node[data-fault=true]"));
    page().has(page().find(".load button"), "Start");
  }

  @Test
  @EnabledIfSystemProperty(named = PICTURES, matches = ".+")
  void pictures() throws IOException {
    var folder = Files.createDirectories(Path.of(System.getProperty(PICTURES)));
    page().close();
    page = window(WIDE, ColorScheme.LIGHT, PICTURE_SCALE);
    page().open("");
    scenes.before.forEach(page()::enter);
    picture(folder, "calm", scenes.naive);
    scenes.pictured().forEach(page()::enter);
    picture(folder, "fault", scenes.naive);
    picture(folder, "fixed", scenes.fixed);
  }

  private void picture(Path folder, String name, String variant) throws IOException {
    page().enter(Setting.knob(scenes.knob, variant));
    if (!scenes.ownLoad) {
      page().load(scenes.perSecond, variant);
    }
    page().fold();
    page().toTheTop();
    page().settle(SETTLED_MS);
    Files.write(folder.resolve("page-" + name + ".png"), page().picture(scenes.lowest));
  }

  /** The page as it is open. */
  protected final LabPage page() {
    return Objects.requireNonNull(page, "started before all tests");
  }

  private LabPage window(int width, ColorScheme scheme) {
    return window(width, scheme, 1);
  }

  private LabPage window(int width, ColorScheme scheme, double scale) {
    var address = running().deployment().console().orElseThrow().toString();
    return new LabPage(Objects.requireNonNull(browser).window(width, scheme, scale), address);
  }

  private RunningLab running() {
    return Objects.requireNonNull(running, "started before all tests");
  }
}
