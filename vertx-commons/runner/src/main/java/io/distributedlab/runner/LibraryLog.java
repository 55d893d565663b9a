package io.distributedlab.runner;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.util.List;
import org.slf4j.Logger;

/**
 * What the libraries have to say: warnings and errors, on stderr. The services' own records go
 * through telemetry. It is not a logback.xml because no service could start before that is parsed.
 */
public final class LibraryLog extends ContextAwareBase implements Configurator {
  private static final String PATTERN = "%level %logger{0}: %msg%n%ex{short}";

  private static final List<String> ERRORS_ONLY =
      List.of(
          // Warns of unused features, and of every member that leaves when a lab stops.
          "com.hazelcast",
          // Vert.x registers some gauges once per address family.
          "io.micrometer.core.instrument.MeterRegistry",
          // A connection that comes while its server stops is refused, with a stack trace: Vert.x
          // issue 6087.
          "io.netty.bootstrap.ServerBootstrap",
          // A broker that is not there, or goes, is for the lab to tell: clients repeat it every
          // 50 ms.
          "org.apache.kafka",
          "kafka",
          "state.change.logger");

  private static final List<String> SILENT =
      List.of(
          // A pooled connection that breaks: whoever waits for an answer is told of it as well.
          "io.vertx.redis.client.impl.RedisConnectionManager",
          // Tells at length that there is no Docker, which the command line does in one sentence.
          "org.testcontainers",
          "tc");

  @Override
  public ExecutionStatus configure(LoggerContext logging) {
    logging.getStatusManager().add(new NopStatusListener());
    var root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(stderr(logging));
    ERRORS_ONLY.forEach(name -> logging.getLogger(name).setLevel(Level.ERROR));
    SILENT.forEach(name -> logging.getLogger(name).setLevel(Level.OFF));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static ConsoleAppender<ILoggingEvent> stderr(LoggerContext logging) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(logging);
    encoder.setPattern(PATTERN);
    encoder.start();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(logging);
    appender.setName("stderr");
    appender.setTarget(ConsoleTarget.SystemErr.getName());
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
