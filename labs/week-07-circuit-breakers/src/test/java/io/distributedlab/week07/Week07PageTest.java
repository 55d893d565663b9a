package io.distributedlab.week07;

import io.distributedlab.testing.page.LabPageTest;
import io.distributedlab.testing.page.Scenes;
import io.distributedlab.testing.page.Scenes.Setting;

/** Both backends hang: without a breaker every caller waits for the timeout. */
class Week07PageTest extends LabPageTest {
  Week07PageTest() {
    super(
        Scenes.of("policy", "none", "window", Setting.knob("slots", "0"))
            .load(20)
            .fault(
                Setting.fault("backend-1", "hang", "true"),
                Setting.fault("backend-2", "hang", "true")));
  }
}
