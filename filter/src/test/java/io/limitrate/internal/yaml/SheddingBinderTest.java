package io.limitrate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.limitrate.Call;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.PrioritySettings;
import io.limitrate.config.PrioritySettings.Assignment;
import io.limitrate.config.SheddingSettings;
import io.limitrate.spi.LoadSignal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SheddingBinderTest {
  private static final String IN_FLIGHT = "shedding: { in-flight: 10 }\n";

  /** A signal of the application. */
  public static final class Queue implements LoadSignal {
    @Override
    public double load() {
      return 0.5;
    }
  }

  /** A resolver of the application. */
  public static final class Classes implements PrioritySettings.Resolver {
    @Override
    public String priority(Call call) {
      return "gold";
    }
  }

  private static SheddingSettings read(String yaml) {
    return Reading.read(yaml).shedding().orElseThrow();
  }

  @Test
  void classesOfPoliciesAndOfWaitingCallsNeedNoBounds() {
    String classes = "priorities: { calls: [{ path: /pay/*, class: critical }] }\n";

    assertThat(
            read(classes + "policies: { a: { quotas: 9/1m, reserve: { critical: 20% } } }").sheds())
        .isFalse();
    assertThat(read(classes + "policies: { a: { quotas: 9/1m leaky-bucket } }").toString())
        .isEqualTo("no bound; classes critical, high, normal, low");
    assertThat(read(IN_FLIGHT + classes).sheds()).isTrue();
  }

  @Test
  void rejectsClassesThatNothingUses() {
    String classes = "priorities: { calls: [{ path: /pay/*, class: critical }] }\n";

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> read(classes + "policies: { a: { quotas: 9/1m } }"))
        .withMessageContaining(
            "limitrate.yaml:1: priorities \"critical, high, normal, low\": has no effect: add"
                + " shedding, a reserve in a policy, or a leaky bucket");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> read("priorities: { classes: a, default: a, calls: [{ path: /x, class: a }] }"))
        .withMessageContaining("has no effect, because it has one class");
  }

  @Test
  void withoutTheSectionNothingIsShed() {
    assertThat(Reading.read("").shedding()).isEmpty();
  }

  @Test
  void readsEveryBound() {
    SheddingSettings settings =
        read(
            """
            shedding:
              in-flight: 200
              cpu: 90%%
              heap: 85 %%
              signals: { "%s": 80%% }
              retryAfter: 2s
              starvation: 10s
              exempt: { paths: [/health/*, /metrics], ranges: [10.0.0.0/8] }
            priorities: { calls: [{ role: batch, class: low }] }
            """
                .formatted(Queue.class.getName()));

    assertThat(settings.inFlight()).hasValue(200);
    assertThat(settings.cpu()).hasValue(90);
    assertThat(settings.heap()).hasValue(85);
    assertThat(settings.signals()).hasSize(1);
    assertThat(settings.signals().get(0).signal()).isInstanceOf(Queue.class);
    assertThat(settings.signals().get(0).percent()).isEqualTo(80);
    assertThat(settings.retryAfter()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.exempt().paths()).containsExactly("/health/*", "/metrics");
    assertThat(settings.exempt().callers()).isPresent();
    assertThat(settings.starvation()).hasValue(Duration.ofSeconds(10));
    assertThat(settings.priorities().classes()).isEqualTo(PrioritySettings.USUAL);
  }

  @Test
  void withoutPrioritiesThereIsOneClass() {
    assertThat(read(IN_FLIGHT).priorities()).isEqualTo(PrioritySettings.NONE);
  }

  @Test
  void readsEveryAssignmentInTheOrderOfTheFile() {
    PrioritySettings priorities =
        read(IN_FLIGHT
                + """
                trustedProxies: 10.0.0.0/8
                tiers: [{ role: payer, tier: premium }]
                priorities:
                  classes: [gold, normal, low]
                  calls:
                    - { path: /checkout/*, class: gold }
                    - { role: robot, class: low }
                    - { tier: premium, class: gold }
                    - { proxyHeader: X-Priority, values: { batch: low } }
                    - { resolver: "%s" }
                """
                    .formatted(Classes.class.getName()))
            .priorities();

    assertThat(priorities.classes()).containsExactly("gold", "normal", "low");
    assertThat(priorities.byDefault()).isEqualTo("normal");
    assertThat(priorities.calls())
        .hasExactlyElementsOfTypes(
            Assignment.ByPath.class,
            Assignment.ByRole.class,
            Assignment.ByTier.class,
            Assignment.ByHeader.class,
            Assignment.ByResolver.class);
  }

  @Test
  void theFileReplacesTheSectionOfCode() {
    Configuration base =
        Configuration.builder()
            .shedding(SheddingSettings.builder().cpu(50).inFlight(5).build())
            .build();

    assertThat(Reading.read(IN_FLIGHT, base, Map.of()).shedding().orElseThrow().cpu()).isEmpty();
    SheddingSettings kept =
        Reading.read("priorities: { calls: [{ role: a, class: low }] }", base, Map.of())
            .shedding()
            .orElseThrow();
    assertThat(kept.cpu()).hasValue(50);
    assertThat(kept.priorities().classes()).isEqualTo(PrioritySettings.USUAL);
  }

  @Test
  void theBoundsOfTheFileKeepTheClassesOfCode() {
    PrioritySettings classes =
        new PrioritySettings(
            PrioritySettings.USUAL, "normal", List.of(new Assignment.ByRole("batch", "low")));
    Configuration base =
        Configuration.builder()
            .shedding(SheddingSettings.builder().cpu(50).priorities(classes).build())
            .build();

    SheddingSettings read = Reading.read(IN_FLIGHT, base, Map.of()).shedding().orElseThrow();

    assertThat(read.priorities()).isEqualTo(classes);
  }

  @Test
  void classesThatDoNotFitTheBoundsOfCodeAreAnErrorOfTheFile() {
    PrioritySettings classes =
        new PrioritySettings(
            PrioritySettings.USUAL, "normal", List.of(new Assignment.ByRole("batch", "low")));
    Configuration base =
        Configuration.builder()
            .shedding(
                SheddingSettings.builder()
                    .cpu(50)
                    .starvation(Duration.ofSeconds(5))
                    .priorities(classes)
                    .build())
            .build();
    String one = "priorities: { classes: [normal], calls: [{ path: /a, class: normal }] }";

    assertThat(Reading.errors(one, base))
        .singleElement()
        .asString()
        .contains("priorities")
        .endsWith("starvation needs priorities with several classes");
  }

  @Test
  void reportsPathsThatBeginWithTheContextPath() {
    Configuration configuration =
        Reading.read(
            "shedding: { in-flight: 10, exempt: { paths: /shop/health } }\n"
                + "priorities: { calls: [{ path: /shop/pay, class: critical }] }");

    assertThat(Reading.warnings(configuration, "/shop"))
        .hasSize(2)
        .allMatch(line -> line.contains("begins with the context path"))
        .anyMatch(line -> line.contains("priorities.calls[0].path \"/shop/pay\""))
        .anyMatch(line -> line.contains("shedding.exempt.paths[0] \"/shop/health\""));
  }
}
