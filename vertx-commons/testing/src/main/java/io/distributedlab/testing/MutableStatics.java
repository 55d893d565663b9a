package io.distributedlab.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Finds state that the services of a JVM would share by accident: static fields that are not final,
 * hold a type made to be changed, or are filled with a collection that can be.
 */
final class MutableStatics extends ArchCondition<JavaClass> {
  private static final List<Class<?>> MADE_TO_CHANGE =
      List.of(JsonObject.class, JsonArray.class, Random.class, StringBuilder.class, Thread.class);

  MutableStatics() {
    super("have static state that can change");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    type.getFields().stream()
        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
        .filter(field -> !field.getName().contains("$"))
        .filter(MutableStatics::canChange)
        .forEach(field -> report(type, field.getDescription() + " can change", events));
    type.getStaticInitializer().stream()
        .flatMap(initializer -> initializer.getConstructorCallsFromSelf().stream())
        .filter(call -> isMutable(call.getTargetOwner()))
        .forEach(call -> report(type, call.getDescription(), events));
  }

  private static boolean canChange(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.FINAL) || isMutable(field.getRawType());
  }

  private static boolean isMutable(JavaClass type) {
    return type.getPackageName().equals("java.util.concurrent.atomic")
        || MADE_TO_CHANGE.stream().anyMatch(type::isAssignableTo)
        || (!type.isInterface() && isCollection(type));
  }

  private static boolean isCollection(JavaClass type) {
    return type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
  }

  private static void report(JavaClass type, String what, ConditionEvents events) {
    events.add(SimpleConditionEvent.satisfied(type, what));
  }
}
