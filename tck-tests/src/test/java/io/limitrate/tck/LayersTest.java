package io.limitrate.tck;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may know whom (docs/rationale.md). */
class LayersTest {
  /** From the lowest up. None knows those above it; those on one line do not know one another. */
  private static final List<List<String>> LAYERS =
      List.of(
          List.of("io.limitrate.algorithm"),
          List.of("io.limitrate"),
          List.of("io.limitrate.identity", "io.limitrate.shared", "io.limitrate.challenge"),
          List.of("io.limitrate.store"),
          List.of("io.limitrate.login"),
          List.of("io.limitrate.config"),
          List.of("io.limitrate.http"),
          List.of("io.limitrate.runtime"),
          List.of("io.limitrate.servlet"),
          List.of("io.limitrate.cdi"),
          List.of("io.limitrate.annotation"),
          List.of("io.limitrate.aspect"),
          List.of("io.limitrate.interceptor"),
          List.of("io.limitrate.enforcement"),
          List.of("io.limitrate.jaxrs"),
          List.of("io.limitrate.jaxrs.jersey"));

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
        "io.limitrate.cdi",
        "io.limitrate.enforcement",
        "io.limitrate.jaxrs");
  }

  @Test
  void cdiAndJakartaSecurityAreKnownToTheirCounterpartsOnly() {
    onlyKnownTo("jakarta.enterprise..", "io.limitrate.cdi", "io.limitrate.interceptor");
    onlyKnownTo("jakarta.interceptor..", "io.limitrate.interceptor");
    onlyKnownTo("jakarta.security..", "io.limitrate.cdi");
  }

  /** They are loaded with CDI or without. */
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
    onlyKnownTo("jakarta.ws.rs..", "io.limitrate.jaxrs..");
  }

  @Test
  void jerseyIsKnownToItsDiscoveryOnly() {
    onlyKnownTo("org.glassfish..", "io.limitrate.jaxrs.jersey");
  }

  @Test
  void aspectjIsKnownToTheAspectOnly() {
    onlyKnownTo("org.aspectj..", "io.limitrate.aspect");
  }

  @Test
  void springIsKnownToItsAutoConfigurationsOnly() {
    knownOnlyTo("org.springframework..", "Boot(AnnotationCheck|Initializer)");
  }

  @Test
  void yamlIsKnownToTheConfigurationOnly() {
    onlyKnownTo("org.snakeyaml..", "io.limitrate.config");
  }

  @Test
  void jsonIsKnownToTheFilterToChallengesAndToAnswersOnly() {
    onlyKnownTo(
        "com.fasterxml..", "io.limitrate.servlet", "io.limitrate.challenge", "io.limitrate.http");
  }

  @Test
  void jcacheIsKnownToStoresOnly() {
    onlyKnownTo("javax.cache..", "io.limitrate.store", "io.limitrate.shared");
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

  /** The JDK's parser asks DNS for what it does not understand. */
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
        .resideInAPackage("io.limitrate.algorithm")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.time..")
        .check(CLASSES);
  }
}
