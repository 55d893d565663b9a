package io.distributedlab.testing;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/**
 * Finds dependencies that point the wrong way. A module may use those before it, a lab all of them
 * but no other lab.
 */
final class Modules extends ArchCondition<JavaClass> {
  static final String ROOT = "io.distributedlab.";

  /** The common modules, the most basic one first. */
  static final List<String> COMMONS =
      List.of("service", "backends", "experiment", "runner", "testing");

  Modules() {
    super("depend on a module that is built on theirs, or on another lab");
  }

  /** The module of a class: the part of its package after the root; empty outside the project. */
  static String of(JavaClass type) {
    var name = type.getPackageName() + ".";
    return name.startsWith(ROOT)
        ? name.substring(ROOT.length(), name.indexOf('.', ROOT.length()))
        : "";
  }

  static boolean isLab(JavaClass type) {
    return !of(type).isEmpty() && !COMMONS.contains(of(type));
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    type.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> !isAllowed(of(type), of(dependency.getTargetClass())))
        .map(Dependency::getDescription)
        .forEach(what -> events.add(SimpleConditionEvent.satisfied(type, what)));
  }

  private static boolean isAllowed(String from, String to) {
    if (to.isEmpty() || to.equals(from)) {
      return true;
    }
    var rank = COMMONS.contains(from) ? COMMONS.indexOf(from) : COMMONS.size();
    return COMMONS.contains(to) && COMMONS.indexOf(to) < rank;
  }
}
