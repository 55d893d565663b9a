package io.distributedlab.badlab;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Every way to stop an event loop that the rules must see. */
final class Blocks {
  private Blocks() {}

  static final class Sleeps {
    void run() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  static final class SleepsByUnit {
    void run() throws InterruptedException {
      TimeUnit.SECONDS.sleep(1);
    }
  }

  static final class AwaitsAVertxFuture {
    String run(Future<String> future) {
      return future.await();
    }
  }

  static final class GetsAFuture {
    String run(CompletableFuture<String> future) throws ExecutionException, InterruptedException {
      return future.get();
    }
  }

  static final class GetsAPlainFuture {
    String run(java.util.concurrent.Future<String> future)
        throws ExecutionException, InterruptedException {
      return future.get();
    }
  }

  static final class JoinsInALambda {
    Runnable run(CompletableFuture<String> future) {
      return () -> future.join();
    }
  }

  static final class JoinsByMethodReference {
    List<String> run(List<CompletableFuture<String>> futures) {
      return futures.stream().map(CompletableFuture::join).toList();
    }
  }

  static final class WaitsForALatch {
    void run(CountDownLatch latch) throws InterruptedException {
      latch.await();
    }
  }

  static final class AcquiresAPermit {
    void run(Semaphore semaphore) throws InterruptedException {
      semaphore.acquire();
    }
  }

  static final class TakesFromAQueue {
    String run(ArrayBlockingQueue<String> queue) throws InterruptedException {
      return queue.take();
    }
  }

  static final class LocksALock {
    void run(ReentrantLock lock) {
      lock.lock();
    }
  }

  static final class WaitsForAMonitor {
    void run(Object monitor, int[] left) throws InterruptedException {
      while (left[0] > 0) {
        monitor.wait();
      }
    }
  }

  static final class WaitsForAProcess {
    int run(Process process) throws InterruptedException {
      return process.waitFor();
    }
  }

  static final class ClosesAnExecutor {
    void run(ExecutorService executor) {
      executor.close();
    }
  }

  static final class Parks {
    void run() {
      LockSupport.parkNanos(1);
    }
  }

  static final class IsSynchronized {
    private int count;

    synchronized int run() {
      return count++;
    }
  }

  static final class ReadsAFile {
    int run(Vertx vertx) {
      return vertx.fileSystem().readFileBlocking("x").length();
    }
  }

  static final class SendsHttp {
    int run(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  static final class UsesJdbc {
    void run() throws SQLException {
      DriverManager.getConnection("jdbc:x").close();
    }
  }
}
