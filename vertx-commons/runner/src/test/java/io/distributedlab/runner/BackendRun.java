package io.distributedlab.runner;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A JVM that runs the lab with backends until it is ended from outside. */
final class BackendRun {
  static final int OFFSET = 16_700;

  private BackendRun() {}

  @SuppressWarnings("SystemOut") // the line is how the test learns that it runs
  public static void main(String[] arguments) throws Exception {
    var lab = new EmbeddedLab(BackendLab.descriptor(), OFFSET, false);
    lab.start(service -> {}).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    System.out.println("running");
    new CountDownLatch(1).await();
  }
}
