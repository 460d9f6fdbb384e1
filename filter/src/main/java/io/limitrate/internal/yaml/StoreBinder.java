package io.limitrate.internal.yaml;

import io.limitrate.Key;
import io.limitrate.config.LocalSource;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.config.StoreSettings.InProcess;
import io.limitrate.config.StoreSettings.Shared;
import io.limitrate.internal.source.Node.Mapping;
import io.limitrate.internal.store.provider.BuiltInProvider;
import io.limitrate.spi.StoreProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the section {@code store}: one section of a provider, with the provider's own keys and the
 * keys of all stores.
 */
final class StoreBinder {
  private static final String MAX_ENTRIES = "maxEntries";
  private static final String NODES = "nodes";
  private static final List<String> SHARED_KEYS =
      List.of("secret", "namespace", NODES, "timeout", MAX_ENTRIES);
  private static final Pattern SECRET = Pattern.compile("[0-9A-Fa-f]{32}");
  private static final Function<String, Duration> TIMEOUT = Times.between("1ms", "1m");

  private final StoreProviders providers;

  StoreBinder(Components components) {
    this.providers = new StoreProviders(components);
  }

  /** Returns whether a section gives the number of nodes that share the store. */
  static boolean saysNodes(Setting setting) {
    return setting.node() instanceof Mapping store
        && store.entries().stream()
            .map(entry -> entry.value())
            .anyMatch(
                node ->
                    node instanceof Mapping provider
                        && provider.entries().stream().anyMatch(e -> e.key().equals(NODES)));
  }

  StoreSettings read(Setting setting) {
    List<Setting> sections = new ArrayList<>();
    List<StoreProvider> found = new ArrayList<>();
    for (Setting section : FlatStore.sections(setting)) {
      Optional<StoreProvider> provider = providers.find(section);
      if (provider.isPresent()) {
        sections.add(section);
        found.add(provider.get());
      }
    }
    if (found.size() > 1) {
      setting.addError(
          "must have one provider, but has "
              + String.join(", ", sections.stream().map(Setting::name).toList()));
    }
    return found.isEmpty() ? StoreSettings.DEFAULT : read(sections.get(0), found.get(0));
  }

  private static StoreSettings read(Setting setting, StoreProvider provider) {
    List<String> keys = new ArrayList<>(provider.keys());
    if (provider.shared()) {
      keys.addAll(SHARED_KEYS);
    } else if (provider != BuiltInProvider.CACHE) {
      keys.add(MAX_ENTRIES);
    }
    Section section = setting.section(keys.toArray(String[]::new));
    return provider instanceof BuiltInProvider own
        ? builtIn(own, section)
        : other(provider, section);
  }

  private static StoreSettings builtIn(BuiltInProvider provider, Section section) {
    return switch (provider) {
      case EHCACHE -> inProcess(Optional.of(new LocalSource.Ehcache()), section);
      case CAFFEINE -> inProcess(Optional.of(new LocalSource.Caffeine()), section);
      case CACHE -> inProcess(StoreSources.localCache(section), section);
      case REDIS -> shared(StoreSources.redis(section), section);
      case HAZELCAST ->
          shared(StoreSources.configured(SharedSource.Provider.HAZELCAST, section), section);
      case HAZELCAST_CLIENT ->
          shared(StoreSources.configured(SharedSource.Provider.HAZELCAST_CLIENT, section), section);
      case INFINISPAN ->
          shared(StoreSources.configured(SharedSource.Provider.INFINISPAN, section), section);
      case SHARED_CACHE -> shared(StoreSources.sharedCache(section), section);
    };
  }

  private static StoreSettings other(StoreProvider provider, Section section) {
    Optional<Map<String, String>> texts = StoreSources.texts(provider, section);
    return provider.shared()
        ? shared(texts.map(own -> new SharedSource.Other(provider, own)), section)
        : inProcess(texts.map(own -> new LocalSource.Other(provider, own)), section);
  }

  private static StoreSettings inProcess(Optional<? extends LocalSource> source, Section section) {
    Optional<Long> maxEntries = maxEntries(section);
    if (source.isEmpty()) {
      return StoreSettings.DEFAULT;
    }
    return maxEntries.isPresent()
        ? new InProcess(source.get(), maxEntries.get())
        : new InProcess(source.get());
  }

  private static Optional<Long> maxEntries(Section section) {
    return section.whole(MAX_ENTRIES, 1, Long.MAX_VALUE);
  }

  private static StoreSettings shared(Optional<? extends SharedSource> source, Section section) {
    Optional<Key> secret =
        section
            .require("secret")
            .flatMap(setting -> setting.read(StoreBinder::secret, hidden -> "***"));
    Optional<Long> nodes = section.whole(NODES, 1, Integer.MAX_VALUE);
    Optional<String> namespace = section.find("namespace").flatMap(Setting::text);
    Optional<Duration> timeout = section.read("timeout", TIMEOUT);
    Optional<Long> maxEntries = maxEntries(section);
    if (source.isEmpty() || secret.isEmpty()) {
      return StoreSettings.DEFAULT;
    }
    Shared.Builder shared = StoreSettings.shared(source.get(), secret.get());
    nodes.ifPresent(number -> shared.nodes(Math.toIntExact(number)));
    namespace.ifPresent(shared::namespace);
    timeout.ifPresent(shared::timeout);
    maxEntries.ifPresent(shared::maxEntries);
    return shared.build();
  }

  private static Key secret(String text) {
    if (!SECRET.matcher(text).matches()) {
      throw new IllegalArgumentException("must be 32 hexadecimal digits, the same on every node");
    }
    return Key.secret(HexFormat.of().parseHex(text));
  }
}
