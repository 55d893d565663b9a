package io.distributedlab.week46;

import io.distributedlab.testing.page.LabPageTest;
import io.distributedlab.testing.page.Scenes;
import io.distributedlab.testing.page.Scenes.Setting;

/** Three of five replicas fail: no quorum is left. On the pictures one of them hangs. */
class Week46PageTest extends LabPageTest {
  Week46PageTest() {
    super(
        Scenes.of("strategy", "wait-all", "first-k", Setting.knob("n", "9"))
            .load(5)
            .fault(
                Setting.fault("replica-1", "error_rate", "1"),
                Setting.fault("replica-2", "error_rate", "1"),
                Setting.fault("replica-3", "error_rate", "1"))
            .trouble(Setting.fault("replica-1", "hang", "true"))
            .moves("Operations by outcome", "quorum-not-met [0-9.]*[1-9][0-9.]*/s"));
  }
}
