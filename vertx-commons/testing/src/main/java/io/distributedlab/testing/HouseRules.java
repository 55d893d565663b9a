package io.distributedlab.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Set;

/** The rules of the house that can be read off class files. */
public final class HouseRules {
  private static final DescribedPredicate<JavaClass> LAB_CODE =
      describe("are part of a lab", Modules::isLab);

  private static final Set<String> TEMPORARY =
      Set.of("createTempFile", "createTempDirectory", "deleteOnExit");

  /** {@code labs → runner, experiment, backends → service}, and no lab uses another one. */
  public static final ArchRule DEPENDENCIES_POINT_ONE_WAY = noClasses().should(new Modules());

  /** A verticle runs the same embedded, in a container and in a test: it knows none of them. */
  public static final ArchRule VERTICLES_USE_ONLY_SERVICE =
      noClasses()
          .that(LAB_CODE)
          .and()
          .areAssignableTo(VerticleBase.class)
          .should()
          .dependOnClassesThat(
              describe(
                  "belong to backends, experiment, runner or testing",
                  type -> Modules.COMMONS.indexOf(Modules.of(type)) > 0))
          .allowEmptyShould(true);

  /** An event loop never waits. */
  public static final ArchRule NOTHING_BLOCKS = noClasses().should(new BlockingCalls());

  /** What a lab has to say goes through telemetry. */
  public static final ArchRule LABS_DO_NOT_PRINT =
      noClasses()
          .that(LAB_CODE)
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
          .allowEmptyShould(true);

  /** What a lab keeps on disk can be found and removed after a kill. */
  public static final ArchRule TEMPORARY_FILES_HAVE_AN_OWNER =
      noClasses()
          .that(LAB_CODE)
          .should()
          .callMethodWhere(
              describe(
                  "make files whose owner nobody can tell: use ScratchDirectory",
                  call -> TEMPORARY.contains(call.getName())))
          .allowEmptyShould(true);

  /** Services share a JVM when embedded: what is static would be common to all. */
  public static final ArchRule NO_SHARED_STATE = noClasses().should(new MutableStatics());

  /** All of them. */
  public static final List<ArchRule> ALL =
      List.of(
          DEPENDENCIES_POINT_ONE_WAY,
          VERTICLES_USE_ONLY_SERVICE,
          NOTHING_BLOCKS,
          LABS_DO_NOT_PRINT,
          TEMPORARY_FILES_HAVE_AN_OWNER,
          NO_SHARED_STATE);

  private HouseRules() {}

  /** The classes of a package and those below it, without tests. */
  public static JavaClasses classesOf(String packageName) {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(packageName);
  }
}
