package io.limitrate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Quotas.Ban;
import io.limitrate.config.Configuration;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BanBinderTest {

  private static Ban ban(String yaml) {
    return ban(Reading.read("policies: { a: { quotas: 9/1m, ban: { %s } } }".formatted(yaml)));
  }

  private static Ban ban(Configuration configuration) {
    return configuration.policies().get("a").ban().orElseThrow();
  }

  @Test
  void aBuilderSaysTheSame() {
    Duration ten = Duration.ofMinutes(10);

    assertThat(ban("rejections: 20/10m, for: 10m")).isEqualTo(new Ban(20, ten, ten));
    assertThat(ban("rejections: 20/10m, for: 10m, factor: 3, max: 7d, memory: 30d"))
        .isEqualTo(new Ban(20, ten, ten, 3, Duration.ofDays(7), Duration.ofDays(30)));
    assertThat(ban("rejections: 20/10m, for: 2d, factor: 1"))
        .isEqualTo(new Ban(20, ten, Duration.ofDays(2), 1, Duration.ofDays(2), Duration.ZERO));
  }

  @Test
  void aPolicyWithoutBanBansNobody() {
    Configuration read = Reading.read("policies: { a: { quotas: 9/1m } }");

    assertThat(read.policies().get("a").ban()).isEmpty();
  }

  @Test
  void aSystemPropertySetsTheDuration() {
    Configuration read =
        Reading.read(
            "policies: { a: { quotas: 9/1m, ban: { rejections: 20/10m, for: 10m } } }",
            Reading.DEFAULTS,
            Map.of("limitrate.policies.a.ban.for", "30m"));

    assertThat(ban(read).duration()).isEqualTo(Duration.ofMinutes(30));
  }
}
