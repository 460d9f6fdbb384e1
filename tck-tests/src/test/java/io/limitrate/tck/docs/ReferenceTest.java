package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Quotas;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.Bootstrap;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Runs the examples of docs/configuration.md and compares the results with the text of the page.
 */
class ReferenceTest {
  private static final String PAGE = "docs/configuration.md";
  private static final String PROPERTY = "limitrate.store.caffeine.maxEntries";

  @AfterEach
  void forgetTheProperty() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void theFirstExampleHasEverySection() throws IOException {
    Configuration configuration = read(block("Configuration", 0));

    assertThat(configuration.policies()).containsOnlyKeys("api", "stock", "tokens");
    assertThat(configuration.rules()).hasSize(3);
    assertThat(configuration.logins()).containsOnlyKeys("main");
  }

  @Test
  void theExampleOfALoginStatesTheDefaults() throws IOException {
    LoginSettings login = read(block("logins", 0)).logins().get("main");

    assertThat(login.address()).isEqualTo(LoginLimits.ADDRESS);
    assertThat(login.user()).isEqualTo(LoginLimits.USER);
    assertThat(login.outcome().successRedirects()).containsExactly("/home");
  }

  @Test
  void theExampleOfACalendarHasARollingQuotaAndAMonth() throws IOException {
    Configuration configuration = read(block("Windows of the calendar", 1));

    assertThat(configuration.policies().get("plan").quotas())
        .isEqualTo(Quotas.parse("10/1m, 50000/month from 31 at 06:00 Europe/Berlin"));
  }

  @Test
  void theExampleOfAScheduleHasTwoTimesAndAnEvent() throws IOException {
    Quotas.Schedule schedule =
        read(block("Schedules", 0)).policies().get("api").schedule().orElseThrow();

    assertThat(schedule.times()).hasSize(2);
    assertThat(schedule.events()).hasSize(1);
  }

  @Test
  void theExamplesOfErrorsAreWhatMistakesGive() throws IOException {
    System.setProperty(PROPERTY, "many");
    String yaml =
        "\n".repeat(10) + "policies:\n  login: { quotas: [5/0s] }\n\n\npolices: { api: {} }\n";

    assertThatThrownBy(() -> read(yaml))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.errors())
                    .containsExactlyElementsOf(block("Errors and warnings", 0).lines().toList()));
  }

  private static String block(String heading, int index) {
    try {
      return Block.below(PAGE, heading).get(index).text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Configuration read(String yaml) throws IOException {
    return Bootstrap.read(
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "limitrate.yaml");
  }
}
