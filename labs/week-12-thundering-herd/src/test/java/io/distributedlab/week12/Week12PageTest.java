package io.distributedlab.week12;

import io.distributedlab.testing.page.LabPageTest;
import io.distributedlab.testing.page.Scenes;
import io.distributedlab.testing.page.Scenes.Setting;

/**
 * Redis is gone, so most requests are refused; on the pictures a hot value expires every second.
 */
class Week12PageTest extends LabPageTest {
  Week12PageTest() {
    super(
        Scenes.of("strategy", "naive", "swr", Setting.knob("beta", "0"))
            .before(Setting.knob("ttl_ms", "25000"))
            .fault(Setting.fault("redis-proxy", "proxy.redis", "refuse"))
            .trouble(Setting.knob("ttl_ms", "1000"), Setting.knob("extra_ms", "1000")));
  }
}
