package io.limitrate.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Opens the caches of one product, in which a store keeps its state. Implement this interface to
 * use a product that Limitrate does not know. {@link java.util.ServiceLoader} finds a provider, and
 * the section {@code store} of a configuration names the provider by its id; or the section names
 * the class, which then needs a public constructor without parameters.
 *
 * <p>A provider must fulfil the contract of stores in {@code limitrate-tck}. Thread-safe; the
 * constructor does no I/O and loads no class of the product.
 */
public interface StoreProvider {

  /** Returns the name of the provider's section, such as {@code redis}. */
  String id();

  /**
   * Returns whether several nodes share the caches. Shared caches hold texts only; the caches of a
   * provider in the process hold objects by reference.
   */
  boolean shared();

  /**
   * Returns the keys of the provider's own settings. The section accepts these keys and the keys of
   * all stores: {@code maxEntries}, and for shared caches {@code secret}, {@code namespace}, {@code
   * nodes} and {@code timeout}.
   */
  default List<String> keys() {
    return List.of();
  }

  /**
   * Connects to the product, or starts the product in this process.
   *
   * @throws IllegalArgumentException when a setting is wrong or the product does not answer. The
   *     message gives the setting, the value and the rule, but never a credential.
   */
  Caches open(Context context);

  /**
   * The input of {@link #open}.
   *
   * @param settings the provider's own settings by key; each value is a text that is not blank
   * @param timeout how long a decision waits for one answer of shared caches
   * @param processor the processor that {@link AsyncProcessor} runs at the owner of an entry; it
   *     has no state
   */
  record Context(
      Map<String, String> settings,
      Duration timeout,
      EntryProcessor<String, String, @Nullable String> processor) {
    /** Copies the settings. */
    public Context {
      settings = Map.copyOf(settings);
    }

    /** Returns the context of a provider in the process, which waits for no answer. */
    public static Context inProcess(Map<String, String> settings) {
      return new Context(settings, Duration.ZERO, (entry, arguments) -> null);
    }

    /** Returns the keys without the values, which may be credentials. */
    @Override
    public String toString() {
      return "Context" + settings.keySet();
    }
  }

  /** The caches of one store. Thread-safe. */
  interface Caches extends AutoCloseable {
    /** The name of the cache of limits in the process. */
    String LIMITS = "limitrate";

    /** The name of the cache of rejected keys in the process. */
    String REJECTED = "limitrate-rejected";

    /**
     * Opens the cache of a name, or creates the cache. All nodes use the same names.
     *
     * @param configuration the types of keys and values, whether the cache holds them by reference,
     *     and how long an entry stays after its last write
     * @param maxEntries the number of entries from which on the cache evicts entries, if it can
     * @throws IllegalArgumentException when the cache is missing or does not fit
     */
    <K, V> Cache<K, V> open(
        String name, CompleteConfiguration<K, V> configuration, long maxEntries);

    /**
     * Returns whether a new key may evict another key. Limitrate then opens separate caches for
     * login attempts, so that a flood of other keys ends no block.
     */
    default boolean evicts() {
      return true;
    }

    /** Returns the compare-and-exchange of a shared cache, if the product has one. */
    default Optional<AsyncExchange> exchange(Cache<String, String> cache) {
      return Optional.empty();
    }

    /** Returns the asynchronous entry processor of a shared cache, if the product has one. */
    default Optional<AsyncProcessor> processor(Cache<String, String> cache) {
      return Optional.empty();
    }

    /** Closes the connections of this node; entries of shared caches stay. */
    @Override
    void close();
  }
}
