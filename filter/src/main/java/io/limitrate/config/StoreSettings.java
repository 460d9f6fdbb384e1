package io.limitrate.config;

import io.limitrate.Key;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where state is kept. Immutable and thread-safe. */
public sealed interface StoreSettings {
  /** Ehcache with a million entries. */
  InProcess DEFAULT = new InProcess("ehcache", 1_000_000);

  /**
   * Begins the settings of caches that several nodes share.
   *
   * @param secret what all keys are derived from, the same on every node: {@link Key#secret}
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
   * In caches of our own in the process.
   *
   * @param provider {@code ehcache} or {@code caffeine}
   * @param maxEntries the bound on keys that limits track, at least 1; each login has as many
   *     entries more, a quarter of them, but at least 1,000, for each kind
   */
  record InProcess(String provider, long maxEntries) implements StoreSettings {
    /** Checks the range. */
    public InProcess {
      atLeastOne("maxEntries", maxEntries);
    }

    @Override
    public String toString() {
      return provider + " for " + maxEntries + " keys";
    }
  }

  /**
   * In the process, in caches that the application made.
   *
   * @param provider the class name of their provider, or {@code default} for the only one there is
   * @param cache the name of the cache
   * @param rejectedCache the name of a second one for keys that were rejected, or {@code null}
   */
  record Named(String provider, String cache, @Nullable String rejectedCache)
      implements StoreSettings {
    @Override
    public String toString() {
      return "cache " + cache + " of " + provider;
    }
  }

  /**
   * In caches that several nodes share.
   *
   * @param secret what all keys are derived from, the same on every node
   * @param nodes how many nodes share the caches, at least 1
   * @param timeout how long a decision waits for the caches, 1 ms to 1 min
   * @param maxEntries the bound on keys that this node remembers something about, at least 1
   * @param namespace what keeps the keys of applications apart that have one secret; not blank;
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

    /** These settings for the application of that name, unless they have a namespace already. */
    public Shared of(String application) {
      return namespace != null
          ? this
          : new Shared(source, secret, nodes, timeout, maxEntries, application);
    }

    /** What all keys of the application are derived from: the secret and the namespace. */
    public Key root() {
      return namespace == null ? secret : secret.with(NAMESPACE, namespace);
    }

    private static boolean isTimeout(Duration time) {
      return time.compareTo(SHORTEST_TIMEOUT) >= 0 && time.compareTo(LONGEST_TIMEOUT) <= 0;
    }

    /** Everything that is no secret. */
    @Override
    public String toString() {
      return source + ", shared by " + nodes + " nodes";
    }

    /** Collects settings; not thread-safe. */
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

      /** How many nodes share the caches: where these fail, each grants its share of a quota. */
      public Builder nodes(int nodes) {
        this.nodes = nodes;
        return this;
      }

      /** How long a decision waits for the caches; 50 ms unless told. */
      public Builder timeout(Duration timeout) {
        this.timeout = timeout;
        return this;
      }

      /** The bound on keys that this node remembers something about; 100,000 unless told. */
      public Builder maxEntries(long maxEntries) {
        this.maxEntries = maxEntries;
        return this;
      }

      /**
       * What keeps the keys of applications apart that have one secret; the application's name
       * unless told.
       */
      public Builder namespace(String namespace) {
        this.namespace = namespace;
        return this;
      }

      /**
       * The settings.
       *
       * @throws IllegalArgumentException when one is out of its range
       */
      public Shared build() {
        return new Shared(source, secret, nodes, timeout, maxEntries, namespace);
      }
    }
  }
}
