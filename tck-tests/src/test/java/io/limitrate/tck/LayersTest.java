package io.limitrate.tck;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks the dependencies between packages (docs/rationale.md). */
class LayersTest {
  /**
   * The layers from the lowest to the highest. A package depends on no package of a higher layer
   * and on no other package of its own layer.
   */
  private static final List<List<String>> LAYERS =
      List.of(
          List.of(
              "io.limitrate.internal.concurrent",
              "io.limitrate.internal.log",
              "io.limitrate.internal.text",
              "io.limitrate.internal.uri",
              "io.limitrate.internal.login.name",
              "io.limitrate.internal.source",
              "io.limitrate.spi"),
          List.of("io.limitrate.internal.path"),
          List.of("io.limitrate"),
          List.of("io.limitrate.internal.calendar", "io.limitrate.internal.customer"),
          List.of("io.limitrate.internal.algorithm"),
          List.of("io.limitrate.internal.engine"),
          List.of(
              "io.limitrate.challenge",
              "io.limitrate.internal.identity",
              "io.limitrate.internal.store.provider",
              "io.limitrate.internal.store.shared.codec"),
          List.of(
              "io.limitrate.login",
              "io.limitrate.internal.list",
              "io.limitrate.internal.store.shared.update"),
          List.of(
              "io.limitrate.config",
              "io.limitrate.internal.login.attempt",
              "io.limitrate.internal.login.challenge",
              "io.limitrate.internal.login.input",
              "io.limitrate.internal.store.shared.lease",
              "io.limitrate.internal.store.shared.strategy"),
          List.of("io.limitrate.internal.review"),
          List.of(
              "io.limitrate.internal.load",
              "io.limitrate.internal.login",
              "io.limitrate.internal.routing",
              "io.limitrate.internal.store.local",
              "io.limitrate.internal.store.shared"),
          List.of(
              "io.limitrate.internal.pass",
              "io.limitrate.internal.response",
              "io.limitrate.internal.yaml"),
          List.of("io.limitrate.internal.login.response"),
          List.of("io.limitrate.internal.application"),
          List.of("io.limitrate.runtime", "io.limitrate.internal.servlet.request"),
          List.of("io.limitrate.internal.login.servlet"),
          List.of("io.limitrate.internal.servlet"),
          List.of("io.limitrate.servlet"),
          List.of("io.limitrate.cdi"),
          List.of("io.limitrate.internal.cdi", "io.limitrate.annotation"),
          List.of("io.limitrate.internal.declaration"),
          List.of("io.limitrate.internal.aspect"),
          List.of("io.limitrate.aspect", "io.limitrate.internal.interceptor"),
          List.of("io.limitrate.internal.enforcement"),
          List.of("io.limitrate.internal.jaxrs"),
          List.of("io.limitrate.jaxrs"),
          List.of("io.limitrate.internal.jaxrs.jersey"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.limitrate")
          .that(
              not(
                  resideInAPackage("io.limitrate.sample..")
                      .or(resideInAPackage("io.limitrate.tck.."))));

  @Test
  void everyPackageHasItsLayer() {
    classes().should().resideInAnyPackage(packages(LAYERS)).check(CLASSES);
  }

  @Test
  void noLayerKnowsOneBesideItOrAbove() {
    for (int i = 0; i < LAYERS.size(); i++) {
      for (String layer : LAYERS.get(i)) {
        List<List<String>> others = new ArrayList<>(LAYERS.subList(i + 1, LAYERS.size()));
        others.add(LAYERS.get(i).stream().filter(other -> !other.equals(layer)).toList());
        noClasses()
            .that()
            .resideInAPackage(layer)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages(others))
            .check(CLASSES);
      }
    }
  }

  private static String[] packages(List<List<String>> layers) {
    return layers.stream().flatMap(List::stream).toArray(String[]::new);
  }

  @Test
  void servletsAreKnownToTheFilterAndItsCounterpartsOnly() {
    onlyKnownTo(
        "jakarta.servlet..",
        "io.limitrate.servlet",
        "io.limitrate.internal.servlet..",
        "io.limitrate.internal.login.servlet",
        "io.limitrate.cdi",
        "io.limitrate.internal.cdi",
        "io.limitrate.internal.enforcement",
        "io.limitrate.internal.jaxrs");
  }

  @Test
  void cdiAndJakartaSecurityAreKnownToTheirCounterpartsOnly() {
    onlyKnownTo(
        "jakarta.enterprise..",
        "io.limitrate.cdi",
        "io.limitrate.internal.cdi",
        "io.limitrate.internal.interceptor");
    onlyKnownTo("jakarta.interceptor..", "io.limitrate.internal.interceptor");
    onlyKnownTo("jakarta.security..", "io.limitrate.cdi", "io.limitrate.internal.cdi");
  }

  /** These classes are also loaded without CDI. */
  @Test
  void servicesThatAreLoadedEverywhereNameNothingOfCdi() {
    noClasses()
        .that()
        .haveSimpleName("CdiLoginListener")
        .or()
        .haveSimpleName("CdiComponents")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta..")
        .check(CLASSES);
  }

  @Test
  void jaxrsIsKnownToTheFeatureOnly() {
    onlyKnownTo("jakarta.ws.rs..", "io.limitrate.jaxrs", "io.limitrate.internal.jaxrs..");
  }

  @Test
  void jerseyIsKnownToItsDiscoveryOnly() {
    onlyKnownTo("org.glassfish..", "io.limitrate.internal.jaxrs.jersey");
  }

  @Test
  void aspectjIsKnownToTheAspectOnly() {
    onlyKnownTo("org.aspectj..", "io.limitrate.aspect", "io.limitrate.internal.aspect");
  }

  @Test
  void springIsKnownToItsAutoConfigurationsOnly() {
    knownOnlyTo("org.springframework..", "Boot(AnnotationCheck|Initializer)");
  }

  @Test
  void yamlIsKnownToTheConfigurationOnly() {
    onlyKnownTo("org.snakeyaml..", "io.limitrate.internal.yaml", "io.limitrate.internal.source");
  }

  @Test
  void jsonIsKnownToLoginsListsAndAnswersOnly() {
    onlyKnownTo(
        "com.fasterxml..",
        "io.limitrate.internal.login..",
        "io.limitrate.internal.list",
        "io.limitrate.internal.response");
  }

  /** A login is one user of the engine and the stores, like any later one. */
  @Test
  void enginesAndStoresKnowNothingOfLogins() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.limitrate",
            "io.limitrate.internal.algorithm",
            "io.limitrate.internal.engine",
            "io.limitrate.internal.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.limitrate.login", "io.limitrate.internal.login..")
        .check(CLASSES);
  }

  @Test
  void jcacheIsKnownToStoresOnly() {
    onlyKnownTo("javax.cache..", "io.limitrate.internal.store..", "io.limitrate.spi");
  }

  private static void onlyKnownTo(String library, String... packages) {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }

  @Test
  void everyProviderIsKnownToItsOwnClassesOnly() {
    knownOnlyTo("org.ehcache..", "EhcacheCaches");
    knownOnlyTo("com.github.benmanes..", "CaffeineCaches");
    knownOnlyTo("com.hazelcast..", "Hazelcast(Caches|Exchange|Processor)");
    knownOnlyTo("com.hazelcast..impl..", "HazelcastProcessor");
    knownOnlyTo("com.hazelcast.internal..", "HazelcastProcessor");
    knownOnlyTo("org.infinispan..", "InfinispanCaches");
    knownOnlyTo("org.redisson..", "(RedisFailure|Redisson(Caches|Cleanup|Exchange|Script))");
  }

  private static void knownOnlyTo(String provider, String name) {
    noClasses()
        .that()
        .haveNameNotMatching(".*[.]" + name + "([$].*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(provider)
        .check(CLASSES);
  }

  /** The JDK's parser asks DNS for a text that is no address. */
  @Test
  void nobodyLetsTheJdkParseAnAddress() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.InetAddress")
        .check(CLASSES);
  }

  @Test
  void algorithmsReadNoClock() {
    noClasses()
        .that()
        .resideInAPackage("io.limitrate.internal.algorithm")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat(resideInAPackage("java.time..").and(not(type(Duration.class))))
        .check(CLASSES);
  }

  @Test
  void theCalendarReadsNoClock() {
    noClasses()
        .that()
        .resideInAPackage("io.limitrate.internal.calendar")
        .should()
        .callMethodWhere(target(name("now")))
        .orShould()
        .dependOnClassesThat(type(System.class).or(assignableTo(InstantSource.class)))
        .check(CLASSES);
  }
}
