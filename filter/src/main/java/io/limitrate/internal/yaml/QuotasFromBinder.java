package io.limitrate.internal.yaml;

import io.limitrate.KeySpec;
import io.limitrate.QuotaProvider;
import io.limitrate.QuotaProvider.Settings;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads which provider gives the customers of a policy their own quotas.
 *
 * @param keys reads a key
 */
record QuotasFromBinder(Components components, Function<String, KeySpec> keys) {

  /**
   * Returns the settings; empty if there are errors.
   *
   * @param ofPolicy the key of the policy, which names the customer by default
   */
  Optional<Settings> read(Setting setting, KeySpec ofPolicy) {
    Section section = setting.section("provider", "key", "fresh", "stale", "maxEntries", "timeout");
    Optional<QuotaProvider> provider =
        section
            .require("provider")
            .flatMap(named -> named.read(name -> components.find(QuotaProvider.class, name)));
    Optional<KeySpec> key =
        section.has("key") ? section.read("key", this::single) : ofPolicy(section, ofPolicy);
    if (provider.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    Settings.Builder settings = Settings.builder(provider.get(), key.get());
    section.read("fresh", Times.between("1s", "1d")).ifPresent(settings::fresh);
    section.read("stale", Times.between("1s", "30d")).ifPresent(settings::stale);
    section.whole("maxEntries", 1, 1_000_000).map(Long::intValue).ifPresent(settings::maxEntries);
    section.read("timeout", Times.between("10ms", "5m")).ifPresent(settings::timeout);
    return section.build(settings::build);
  }

  private KeySpec single(String text) {
    KeySpec key = keys.apply(text);
    key.single();
    return key;
  }

  private static Optional<KeySpec> ofPolicy(Section section, KeySpec key) {
    try {
      key.single();
      return Optional.of(key);
    } catch (IllegalArgumentException e) {
      section.addError(
          "needs key: the part that names the customer, because the key of the policy has several"
              + " parts or alternatives");
      return Optional.empty();
    }
  }
}
