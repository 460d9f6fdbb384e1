package io.limitrate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.KeySpec;
import io.limitrate.Policy;
import io.limitrate.QuotaProvider;
import io.limitrate.QuotaProvider.Settings;
import io.limitrate.Quotas;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class QuotasFromBinderTest {

  /** A provider of the application. */
  public static final class Plans implements QuotaProvider.Blocking {
    @Override
    public Optional<Quotas> find(Request request) {
      return Optional.empty();
    }
  }

  /** A provider that does not block. */
  public static final class Remote implements QuotaProvider {
    @Override
    public CompletionStage<Optional<Quotas>> quotas(Request request) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }

  private static final String PLANS = Plans.class.getName();

  private static Policy read(String yaml, String... property) {
    return Reading.read(
            yaml,
            Reading.DEFAULTS,
            property.length == 0 ? Map.of() : Map.of(property[0], property[1]))
        .policies()
        .get("a");
  }

  private static Settings from(String yaml, String... property) {
    return read(yaml, property).quotasFrom().orElseThrow();
  }

  @Test
  void theDefaultsAreThoseOfTheBuilder() {
    Settings settings =
        from(
            "policies: { a: { quotas: 9/1m, key: user, quotas-from: { provider: %s } } }"
                .formatted(PLANS));

    assertThat(settings)
        .isEqualTo(Settings.builder(settings.provider(), KeySpec.parse("user")).build());
    assertThat(settings.provider()).isInstanceOf(Plans.class);
  }

  @Test
  void aBuilderSaysTheSame() {
    Settings settings =
        from(
            """
            policies:
              a:
                quotas: 9/1m
                key: user + endpoint
                quotas-from:
                  provider: %s
                  key: user
                  fresh: 10s
                  stale: 1d
                  maxEntries: 50
                  timeout: 300ms
            """
                .formatted(Remote.class.getName()));

    assertThat(settings)
        .isEqualTo(
            Settings.builder(settings.provider(), KeySpec.parse("user"))
                .fresh(Duration.ofSeconds(10))
                .stale(Duration.ofDays(1))
                .maxEntries(50)
                .timeout(Duration.ofMillis(300))
                .build());
    assertThat(settings.provider()).isInstanceOf(Remote.class);
  }

  @Test
  void aSystemPropertySetsATime() {
    Settings settings =
        from(
            "policies: { a: { quotas: 9/1m, quotas-from: { provider: %s, fresh: 1m } } }"
                .formatted(PLANS),
            "limitrate.policies.a.quotas-from.fresh",
            "2m");

    assertThat(settings.fresh()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.key()).isEqualTo(KeySpec.ADDRESS);
  }

  @Test
  void aCustomerInTheBodyLetsThePolicyReadTheBody() {
    Policy policy =
        read(
            "policies: { a: { quotas: 9/1m, quotas-from: { provider: %s, key: json:/tenant } } }"
                .formatted(PLANS));

    assertThat(policy.mayReadBody()).isTrue();
  }

  @Test
  void aPolicyWithoutAProviderHasNone() {
    assertThat(read("policies: { a: { quotas: 9/1m } }").quotasFrom()).isEmpty();
  }
}
