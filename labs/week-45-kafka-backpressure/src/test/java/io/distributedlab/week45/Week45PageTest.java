package io.distributedlab.week45;

import io.distributedlab.testing.page.LabPageTest;
import io.distributedlab.testing.page.Scenes;
import io.distributedlab.testing.page.Scenes.Setting;

/**
 * The sink fails while orders flow: they end among the dead letters. On the pictures it is slow, so
 * that one call after the other is less than what comes in.
 */
class Week45PageTest extends LabPageTest {
  Week45PageTest() {
    super(
        Scenes.of("consumer_mode", "sequential", "bounded", Setting.knob("batch_size", "0"))
            .load(5)
            .before(
                Setting.knob("processing_ms", "20"),
                Setting.knob("rate_ms", "50"),
                Setting.knob("running", "true"))
            .fault(Setting.fault("sink", "error_rate", "1"))
            .trouble(Setting.fault("sink", "latency_ms", "300"))
            .ownLoad()
            .downTo("Lag")
            .moves("Expired and dead", "^dead [0-9.]*[1-9][0-9.]*/s"));
  }
}
