package dev.weft.integration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.weft.spi.BackendProvider;
import java.util.Set;

/** The rules of the published modules that their descriptors cannot state. */
@AnalyzeClasses(packages = "dev.weft", importOptions = ArchitectureTest.PublishedModules.class)
class ArchitectureTest {
  private static final String[] API = {"dev.weft", "dev.weft.inspect", "dev.weft.spi"};
  private static final String FORMAT = "dev.weft.format..";
  private static final String NATIVE_SUPPORT = "dev.weft.nativesupport..";
  private static final String GRAPH = "dev.weft.graph..";
  private static final String BACKENDS = "dev.weft.backend..";
  private static final String SAMPLES = "dev.weft.samples..";

  static final class PublishedModules implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/dev/weft/integration/");
    }
  }

  @ArchTest
  static final ArchRule modulesDependOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.weft..")
          .layer("api")
          .definedBy(API)
          .layer("model-format")
          .definedBy(FORMAT)
          .layer("native-support")
          .definedBy(NATIVE_SUPPORT)
          .layer("graph")
          .definedBy(GRAPH)
          .layer("backends")
          .definedBy(BACKENDS)
          .layer("samples")
          .definedBy(SAMPLES)
          .whereLayer("api")
          .mayNotAccessAnyLayer()
          .whereLayer("model-format")
          .mayOnlyAccessLayers("api")
          .whereLayer("native-support")
          .mayOnlyAccessLayers("api")
          .whereLayer("graph")
          .mayOnlyAccessLayers("api", "model-format")
          .whereLayer("backends")
          .mayOnlyAccessLayers("api", "model-format", "graph", "native-support")
          .whereLayer("samples")
          .mayOnlyAccessLayers("api")
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule backendsDoNotSeeEachOther =
      slices().matching("dev.weft.backend.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule apiIsPureJava =
      classes()
          .that()
          .resideInAnyPackage(API)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.weft", "dev.weft.inspect", "dev.weft.spi", "java..", "org.jspecify.annotations");

  @ArchTest
  static final ArchRule nativeCodeIsBehindTwoLayers =
      noClasses()
          .that()
          .resideOutsideOfPackages("..bind..", "..handle..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.sun.jna..", "org.bytedeco..");

  /** The packages of the API are one: each speaks in the others' types. */
  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().assignedFrom(new PackagesWithApiAsOne()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyProgramsUseStandardStreams =
      noClasses().that(are(not(programs()))).should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule onlyProgramsEndTheJvm =
      noClasses()
          .that(are(not(programs())))
          .should()
          .callMethodWhere(
              target(owner(assignableTo(System.class).or(assignableTo(Runtime.class))))
                  .and(target(name("exit").or(name("halt")))));

  @ArchTest
  static final ArchRule nobodyMeddlesWithTheJvm =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(assignableTo(System.class).or(assignableTo(Runtime.class))))
                  .and(target(name("gc").or(name("runFinalization")).or(name("addShutdownHook")))));

  @ArchTest static final ArchRule nothingIsFinalized = noMethods().should().haveName("finalize");

  @ArchTest
  static final ArchRule errorsHaveATypeOfTheirOwn = noClasses().should(makeGeneralExceptions());

  @ArchTest
  static final ArchRule namesCarryMeaning =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager)(\\$.*)?");

  @ArchTest
  static final ArchRule logsGoToSystemLogger =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.util.logging..",
              "org.slf4j..",
              "org.apache.logging..",
              "org.apache.commons.logging..");

  @ArchTest
  static final ArchRule providersDoNothingWhenInitialised =
      classes().that().areAssignableTo(BackendProvider.class).should(initialiseWithTheJdkAlone());

  /** Classes with a {@code main} method, and the one that all of them start with. */
  private static DescribedPredicate<JavaClass> programs() {
    return DescribedPredicate.describe(
        "programs",
        type ->
            type.getPackageName().startsWith("dev.weft.samples")
                && (type.tryGetMethod("main", String[].class).isPresent()
                    || type.getName().equals("dev.weft.samples.cli.Programs")));
  }

  private static DescribedPredicate<JavaClass> are(DescribedPredicate<JavaClass> predicate) {
    return predicate.as("are " + predicate.getDescription());
  }

  private static ArchCondition<JavaClass> makeGeneralExceptions() {
    Set<String> general =
        Set.of(RuntimeException.class.getName(), Exception.class.getName(), Error.class.getName());
    return new ArchCondition<>("make a bare RuntimeException, Exception or Error") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaConstructorCall call : type.getConstructorCallsFromSelf()) {
          boolean made =
              general.contains(call.getTargetOwner().getName()) && !isCallOfSuper(type, call);
          events.add(new SimpleConditionEvent(type, made, call.getDescription()));
        }
      }
    };
  }

  private static boolean isCallOfSuper(JavaClass type, JavaAccess<?> call) {
    return call.getOrigin().isConstructor()
        && type.getRawSuperclass().filter(call.getTargetOwner()::equals).isPresent();
  }

  private static ArchCondition<JavaClass> initialiseWithTheJdkAlone() {
    return new ArchCondition<>("initialise with nothing but the JDK, and load no library") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getStaticInitializer().stream()
            .flatMap(initialiser -> initialiser.getAccessesFromSelf().stream())
            .filter(access -> !access.getTargetOwner().equals(type))
            .forEach(
                access ->
                    events.add(
                        new SimpleConditionEvent(
                            type,
                            access.getTargetOwner().getPackageName().startsWith("java.")
                                && !access.getName().startsWith("load"),
                            access.getDescription())));
      }
    };
  }

  private static final class PackagesWithApiAsOne implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      if (name.equals("dev.weft.graph.op")) {
        return SliceIdentifier.of("dev.weft.graph");
      }
      return SliceIdentifier.of(Set.of(API).contains(name) ? "dev.weft" : name);
    }

    @Override
    public String getDescription() {
      return "packages, with the API as one, and graphs as one with their operators";
    }
  }
}
