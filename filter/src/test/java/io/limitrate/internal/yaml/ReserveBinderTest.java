package io.limitrate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.review.RuleReview;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReserveBinderTest {
  private static final String CLASSES =
      "priorities: { calls: [{ path: /pay/*, class: critical },"
          + " { path: /reports/*, class: low }] }\n";

  private static final String POLICY = "policies: { a: { quotas: %s, reserve: %s } }";

  @Test
  void aBuilderSaysTheSame() {
    Policy built =
        Policy.builder("a").quotas("100/1m").reserve("critical", 20).reserve("high", 10).build();

    Policy read =
        Reading.read(CLASSES + POLICY.formatted("100/1m", "{ critical: 20%, high: 10% }"))
            .policies()
            .get("a");

    assertThat(read.reserve()).isEqualTo(Map.of("critical", 20, "high", 10));
    assertThat(built.reserve()).isEqualTo(read.reserve());
    assertThat(Policy.builder("b").quotas("1/1m").build().reserve()).isEmpty();
  }

  @Test
  void aSystemPropertyChangesAReserve() {
    String yaml = CLASSES + POLICY.formatted("100/1m", "{ critical: 20% }");
    Map<String, String> properties = Map.of("limitrate.policies.a.reserve.critical", "40%");

    Policy read = Reading.read(yaml, Reading.DEFAULTS, properties).policies().get("a");

    assertThat(read.reserve()).isEqualTo(Map.of("critical", 40));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "100/1m; { critical: 0% }; policies.a.reserve.critical \"0%\": must be a percentage from",
        "100/1m; { critical: 100% }; policies.a.reserve.critical \"100%\": must be a percentage from",
        "100/1m; { critical: many }; policies.a.reserve.critical \"many\": must be a percentage from",
        "100/1m; {}; policies.a.reserve: must not be empty",
        "100/1m; { critical: 60%, high: 40% }; reserve critical 60%, high 40%: must be less than 100%",
        "1/1m; { critical: 20% }; reserve has no effect, because every class may take one unit",
        "100/1m; { critcal: 20% }; no such class, known are critical, high, normal, low; did you mean critical",
        "100/1m; { low: 20% }; has no effect, because no request has a lower class"
      })
  void rejectsAReserveThatCannotWork(String quotas, String reserve, String error) {
    String yaml = CLASSES + POLICY.formatted(quotas, reserve);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Reading.read(yaml))
        .withMessageContaining(error);
  }

  @Test
  void rejectsAReserveWithoutClasses() {
    String yaml = POLICY.formatted("100/1m", "{ critical: 20% }");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Reading.read(yaml))
        .withMessageContaining(
            "limitrate.yaml:1: policies.a.reserve.critical \"20%\": has no effect, because all"
                + " requests have one class: add priorities");
  }

  /** Otherwise nobody could ever take the reserve. */
  @Test
  void rejectsAReserveForAClassThatNoRequestHas() {
    String yaml =
        "priorities: { calls: [{ path: /x/*, class: low }] }\n"
            + POLICY.formatted("100/1m", "{ critical: 20% }");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Reading.read(yaml))
        .withMessageContaining("no request has this class or a higher one");
  }

  @Test
  void rejectsACostThatTheLowestClassCanNeverPay() {
    String yaml =
        CLASSES + "policies: { a: { quotas: 10/1m, cost: 9, reserve: { critical: 20% } } }";

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Reading.read(yaml))
        .withMessageContaining("leaves 8 units of 10/1m to the lowest class, and a call takes 9");
  }

  @Test
  void aBuilderRejectsTheSame() {
    Policy.Builder policy = Policy.builder("a").quotas("100/1m");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.reserve("critical", 100))
        .withMessage("reserve of class critical 100%: must be from 1% to 99%");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                RuleReview.check(
                    Configuration.builder().policy(policy.reserve("critical", 20).build()).build()))
        .withMessageContaining("policies.a.reserve.critical");
  }
}
