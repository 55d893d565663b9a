package io.distributedlab.testing;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Finds what makes a thread wait: calls and method references to methods that block, monitors, and
 * JDBC. On an event loop each of them stops every request that shares the loop.
 *
 * <p>When it fails to see: a {@code synchronized} block (the class files are read by their calls),
 * and a call through an interface of the project's own.
 */
final class BlockingCalls extends ArchCondition<JavaClass> {
  private record Blocking(Class<?> owner, Pattern method) {
    Blocking(Class<?> owner, String method) {
      this(owner, Pattern.compile(method));
    }

    boolean matches(CodeUnitAccessTarget target) {
      return method.matcher(target.getName()).matches() && target.getOwner().isAssignableTo(owner);
    }
  }

  private static final List<Blocking> METHODS =
      List.of(
          new Blocking(Thread.class, "sleep|join"),
          new Blocking(TimeUnit.class, "sleep|timedJoin|timedWait"),
          new Blocking(Object.class, "wait"),
          new Blocking(io.vertx.core.Future.class, "await"),
          new Blocking(java.util.concurrent.Future.class, "get|join|invoke"),
          new Blocking(CountDownLatch.class, "await"),
          new Blocking(CyclicBarrier.class, "await"),
          new Blocking(Condition.class, "await.*"),
          new Blocking(Semaphore.class, "acquire.*"),
          new Blocking(Lock.class, "lock.*"),
          new Blocking(LockSupport.class, "park.*"),
          new Blocking(BlockingQueue.class, "take|put"),
          new Blocking(ExecutorService.class, "invoke.*|awaitTermination|close"),
          new Blocking(Process.class, "waitFor"),
          new Blocking(HttpClient.class, "send"),
          new Blocking(io.vertx.core.file.FileSystem.class, ".*Blocking"));

  BlockingCalls() {
    super("make a thread wait");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    type.getCodeUnitCallsFromSelf()
        .forEach(call -> check(type, call.getTarget(), call.getDescription(), events));
    type.getCodeUnitReferencesFromSelf()
        .forEach(use -> check(type, use.getTarget(), use.getDescription(), events));
    type.getMethods().stream()
        .filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
        .map(JavaMethod::getDescription)
        .forEach(method -> report(type, method + " is synchronized", events));
    type.getDirectDependenciesFromSelf().stream()
        .filter(use -> use.getTargetClass().getPackageName().matches("javax?\\.sql.*"))
        .forEach(use -> report(type, use.getDescription(), events));
  }

  private static void check(
      JavaClass type, CodeUnitAccessTarget target, String description, ConditionEvents events) {
    if (METHODS.stream().anyMatch(blocking -> blocking.matches(target))) {
      report(type, description, events);
    }
  }

  private static void report(JavaClass type, String what, ConditionEvents events) {
    events.add(SimpleConditionEvent.satisfied(type, what));
  }
}
