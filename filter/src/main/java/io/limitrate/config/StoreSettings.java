package io.limitrate.config;

import io.limitrate.Key;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Holds the settings of the store, which keeps the state of all limits. Immutable and thread-safe.
 */
public sealed interface StoreSettings {
  /** Ehcache with at most one million entries. */
  InProcess DEFAULT = new InProcess(new LocalSource.Ehcache());

  /**
   * Returns a builder for a store that several nodes share.
   *
   * @param secret the secret from which all keys are derived, the same on every node: {@link
   *     Key#secret}
   */
  static Shared.Builder shared(SharedSource source, Key secret) {
    return new Shared.Builder(source, secret);
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + ": must be at least 1");
    }
  }

  /**
   * A store in this process.
   *
   * @param maxEntries the maximum number of keys that limits track, at least 1. Each login has
   *     further entries: for each kind of entry a quarter of this number, but at least 1,000. For
   *     caches of the application the number must be the default; it bounds the entries of logins
   *     only
   */
  record InProcess(LocalSource source, long maxEntries) implements StoreSettings {
    private static final long DEFAULT_ENTRIES = 1_000_000;

    /** Checks the range. */
    public InProcess {
      atLeastOne("maxEntries", maxEntries);
      if (source instanceof LocalSource.Application && maxEntries != DEFAULT_ENTRIES) {
        throw new IllegalArgumentException(
            "maxEntries "
                + maxEntries
                + ": must be left out: the cache that is named has its own bound");
      }
    }

    /** Creates the settings with the default of one million entries. */
    public InProcess(LocalSource source) {
      this(source, DEFAULT_ENTRIES);
    }

    @Override
    public String toString() {
      return source instanceof LocalSource.Application
          ? source.toString()
          : source + " for " + maxEntries + " keys";
    }
  }

  /**
   * A store that several nodes share.
   *
   * @param secret the secret from which all keys are derived, the same on every node
   * @param nodes how many nodes share the caches, at least 1
   * @param timeout how long a decision waits for the caches, 1 ms to 1 min
   * @param maxEntries the maximum number of keys for which this node keeps local state, at least 1
   * @param namespace separates the keys of applications that have the same secret; not blank;
   *     {@code null} for the application's name
   */
  record Shared(
      SharedSource source,
      Key secret,
      int nodes,
      Duration timeout,
      long maxEntries,
      @Nullable String namespace)
      implements StoreSettings {
    private static final int NAMESPACE = 2;
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    /** Checks the ranges. */
    public Shared {
      atLeastOne("nodes", nodes);
      atLeastOne("maxEntries", maxEntries);
      if (!isTimeout(timeout)) {
        throw new IllegalArgumentException("timeout " + timeout + ": must be from 1ms to 1m");
      }
      if (namespace != null && namespace.isBlank()) {
        throw new IllegalArgumentException("namespace \"" + namespace + "\": must not be blank");
      }
    }

    /**
     * Returns these settings with the application's name as namespace. Settings that have a
     * namespace keep their namespace.
     */
    public Shared of(String application) {
      return namespace != null
          ? this
          : new Shared(source, secret, nodes, timeout, maxEntries, application);
    }

    /**
     * Returns the root of all keys of the application, derived from the secret and the namespace.
     */
    public Key root() {
      return namespace == null ? secret : secret.with(NAMESPACE, namespace);
    }

    private static boolean isTimeout(Duration time) {
      return time.compareTo(SHORTEST_TIMEOUT) >= 0 && time.compareTo(LONGEST_TIMEOUT) <= 0;
    }

    /** Returns the settings without the secret. */
    @Override
    public String toString() {
      return source + ", shared by " + nodes + " nodes";
    }

    /** Collects the settings of a shared store. Not thread-safe. */
    public static final class Builder {
      private final SharedSource source;
      private final Key secret;
      private int nodes = 1;
      private Duration timeout = Duration.ofMillis(50);
      private long maxEntries = 100_000;
      private @Nullable String namespace;

      private Builder(SharedSource source, Key secret) {
        this.source = source;
        this.secret = secret;
      }

      /**
       * Sets how many nodes share the caches. While the caches fail, each node grants its share of
       * a quota. The default is 1.
       */
      public Builder nodes(int nodes) {
        this.nodes = nodes;
        return this;
      }

      /** Sets how long a decision waits for the caches. The default is 50 ms. */
      public Builder timeout(Duration timeout) {
        this.timeout = timeout;
        return this;
      }

      /**
       * Sets the maximum number of keys for which this node keeps local state. The default is
       * 100,000.
       */
      public Builder maxEntries(long maxEntries) {
        this.maxEntries = maxEntries;
        return this;
      }

      /**
       * Sets the namespace, which separates the keys of applications that have the same secret. The
       * default is the application's name.
       */
      public Builder namespace(String namespace) {
        this.namespace = namespace;
        return this;
      }

      /**
       * Returns the settings.
       *
       * @throws IllegalArgumentException when a setting is out of its range
       */
      public Shared build() {
        return new Shared(source, secret, nodes, timeout, maxEntries, namespace);
      }
    }
  }
}
