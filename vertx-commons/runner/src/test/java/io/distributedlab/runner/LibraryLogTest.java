package io.distributedlab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LibraryLogTest {
  @Test
  void itIsWhatLogbackFinds() {
    var logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    assertThat(logging.getLogger("com.hazelcast").getLevel()).isEqualTo(Level.ERROR);
  }

  @Test
  void aWarningIsOneLineWithTheBeginningOfItsStackTrace() {
    var text =
        printed(
            logging ->
                logging.getLogger("a.library.Thing").warn("it broke", new Exception("no disk")));
    assertThat(text).startsWith("WARN Thing: it broke\njava.lang.Exception: no disk\n");
    assertThat(text.lines()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void whatIsKnownOrToldElsewhereIsLeftOut() {
    var text =
        printed(
            logging -> {
              logging.getLogger("a.library.Thing").info("it works");
              logging.getLogger("com.hazelcast.Node").warn("a member left");
              logging.getLogger("com.hazelcast.Node").error("it is over");
              logging.getLogger("org.testcontainers.DockerClient").error("no Docker");
            });
    assertThat(text).isEqualTo("ERROR Node: it is over\n");
  }

  private static String printed(Consumer<LoggerContext> work) {
    var stderr = System.err;
    var bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      var logging = new LoggerContext();
      logging.setMDCAdapter(new LogbackMDCAdapter());
      new LibraryLog().configure(logging);
      work.accept(logging);
      logging.stop();
    } finally {
      System.setErr(stderr);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
