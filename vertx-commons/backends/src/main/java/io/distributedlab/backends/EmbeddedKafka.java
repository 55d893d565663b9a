package io.distributedlab.backends;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka 3.9 node, broker and KRaft controller in one, inside this JVM, with its log in a
 * temporary directory.
 *
 * <p>Groups form and heal fast: the first rebalance waits for nobody, and a consumer may ask for a
 * {@code session.timeout.ms} down to 100 ms (its own default is 45 s). Topics have one replica and
 * are created by whoever needs them, never by a misspelled name.
 *
 * <p>{@link #restart} is orderly. {@link #kill} is not supported: a broker that shares this JVM,
 * its heap and its open files cannot be killed by the operating system alone, and anything less
 * would not be a crash.
 */
public final class EmbeddedKafka extends EmbeddedServer {
  private static final int NODE = 1;

  private final Kafka kafka;
  private int controllerPort;
  private @Nullable KafkaRaftServer server;

  /**
   * @param port on 127.0.0.1; 0 for any free one
   */
  public EmbeddedKafka(Vertx vertx, Kafka kafka, int port) {
    super(vertx, kafka, port);
    this.kafka = kafka;
  }

  @Override
  public Future<Void> kill() {
    return Future.failedFuture(
        new UnsupportedOperationException(name() + " shares this JVM and cannot be killed"));
  }

  @Override
  void create(Path directory) throws Exception {
    controllerPort = freePort();
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(NODE)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(log(directory))
        .addDirectory(log(directory))
        .run();
  }

  @Override
  void launch(Path directory) {
    keepJvmAlive();
    var broker = new KafkaRaftServer(new KafkaConfig(config(directory), false), Time.SYSTEM);
    server = broker;
    broker.startup();
  }

  @Override
  boolean running() {
    return server != null;
  }

  @Override
  void shutDown(Path directory) {
    crash();
  }

  @Override
  void crash() {
    var broker = server;
    if (broker != null) {
      broker.shutdown();
      broker.awaitShutdown();
      server = null;
    }
  }

  private Map<String, String> config(Path directory) {
    var here =
        Map.of(
            "node.id",
            Integer.toString(NODE),
            "process.roles",
            "broker,controller",
            "controller.quorum.voters",
            NODE + "@" + HOST + ":" + controllerPort,
            "controller.listener.names",
            "CONTROLLER",
            "listeners",
            "PLAINTEXT://" + uri() + ",CONTROLLER://" + HOST + ":" + controllerPort,
            "log.dirs",
            log(directory),
            "num.network.threads",
            "2",
            "num.io.threads",
            "4");
    return Settings.over(kafka.settings(), Settings.over(Kafka.DEFAULTS, here));
  }

  private static String log(Path directory) {
    return directory.resolve("log").toString();
  }

  /** A broker that finds a fatal fault exits its JVM. This JVM is not its own. */
  private static void keepJvmAlive() {
    Exit.setExitProcedure(EmbeddedKafka::refuse);
    Exit.setHaltProcedure(EmbeddedKafka::refuse);
  }

  private static void refuse(int status, @Nullable String message) {
    throw new KafkaException("The broker gave up with status " + status + ": " + message);
  }
}
