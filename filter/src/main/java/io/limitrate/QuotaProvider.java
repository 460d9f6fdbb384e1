package io.limitrate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Gives customers their own quotas, for example from a database. Applications implement this type.
 *
 * <p>No call waits for a provider. At most four daemon threads of the limiter, shared by all
 * policies, ask it outside of any request, and the limiter caches the answers as {@link Settings}
 * says. Until the first answer, the quotas of the policy apply.
 *
 * <p>These are failures: an exception, {@code null}, no answer within the time-out, and a leaky
 * bucket for a policy that settles calls ({@link Policy#count}). The limiter logs a failure, and
 * asks again after a pause.
 *
 * <p>Must be thread-safe.
 */
@FunctionalInterface
public interface QuotaProvider {

  /**
   * Finds the quotas of a customer. The limiter cancels a stage that does not complete in time.
   *
   * @return the quotas; empty if the customer has no own quotas
   * @throws Exception when the quotas cannot be found now; the limiter logs the exception and asks
   *     again later
   */
  CompletionStage<Optional<Quotas>> quotas(Request request) throws Exception;

  /**
   * The question for the quotas of a customer. Its text does not show the customer.
   *
   * @param policy the name of the policy
   * @param customer the plain value of {@link Settings#key}, at most 256 characters
   */
  record Request(String policy, String customer) {
    @Override
    public String toString() {
      return "quotas of a customer of policy " + policy;
    }
  }

  /** A provider that blocks its thread, such as a query by JDBC. Must be thread-safe. */
  interface Blocking extends QuotaProvider {

    /**
     * Finds the quotas of a customer. Must end by itself: a thread of the limiter waits for the
     * result even after the {@linkplain Settings#timeout time-out}.
     *
     * @return the quotas; empty if the customer has no own quotas
     * @throws Exception when the quotas cannot be found now
     */
    Optional<Quotas> find(Request request) throws Exception;

    @Override
    default CompletionStage<Optional<Quotas>> quotas(Request request) throws Exception {
      return CompletableFuture.completedFuture(find(request));
    }
  }

  /**
   * Which provider a policy asks, and how long its answers apply. Immutable; as thread-safe as the
   * provider.
   *
   * @param provider the provider
   * @param key a key of a single part without alternatives, whose value names the customer, such as
   *     {@code user}; not {@code global}
   * @param fresh the time for which an answer is used before the limiter asks again, from 1 s to 1
   *     day
   * @param stale the time from an answer until it no longer applies, if the provider fails
   *     meanwhile, from {@code fresh} to 30 days
   * @param maxEntries the most customers with own quotas that are remembered, and also the most
   *     customers without own quotas, from 1 to 1,000,000
   * @param timeout the longest time to an answer, from 10 ms to 5 min
   */
  record Settings(
      QuotaProvider provider,
      KeySpec key,
      Duration fresh,
      Duration stale,
      int maxEntries,
      Duration timeout) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when the key has several parts or alternatives, or a value
     *     is out of its range
     */
    public Settings {
      key.single();
      QuotaFormat.require(
          !key.equals(KeySpec.GLOBAL), "key \"global\": must be a part that names a customer");
      QuotaFormat.requireWithin("fresh", fresh, Duration.ofSeconds(1), Duration.ofDays(1));
      QuotaFormat.requireWithin("stale", stale, fresh, Duration.ofDays(30));
      QuotaFormat.requireWithin("timeout", timeout, Duration.ofMillis(10), Duration.ofMinutes(5));
      QuotaFormat.require(
          maxEntries >= 1 && maxEntries <= 1_000_000,
          "maxEntries " + maxEntries + ": must be from 1 to 1000000");
    }

    /** Starts settings with the default values. The value of the key names the customer. */
    public static Builder builder(QuotaProvider provider, KeySpec key) {
      return new Builder(provider, key);
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
      private final QuotaProvider provider;
      private final KeySpec key;
      private Duration fresh = Duration.ofMinutes(1);
      private Duration stale = Duration.ofHours(1);
      private int maxEntries = 10_000;
      private Duration timeout = Duration.ofSeconds(5);

      private Builder(QuotaProvider provider, KeySpec key) {
        this.provider = provider;
        this.key = key;
      }

      /** Sets {@link Settings#fresh}; by default 1 min. */
      public Builder fresh(Duration fresh) {
        this.fresh = fresh;
        return this;
      }

      /** Sets {@link Settings#stale}; by default 1 h. */
      public Builder stale(Duration stale) {
        this.stale = stale;
        return this;
      }

      /** Sets {@link Settings#maxEntries}; by default 10,000. */
      public Builder maxEntries(int maxEntries) {
        this.maxEntries = maxEntries;
        return this;
      }

      /** Sets {@link Settings#timeout}; by default 5 s. */
      public Builder timeout(Duration timeout) {
        this.timeout = timeout;
        return this;
      }

      /**
       * Returns the settings.
       *
       * @throws IllegalArgumentException when the key has several parts or alternatives, or a value
       *     is out of its range
       */
      public Settings build() {
        return new Settings(provider, key, fresh, stale, maxEntries, timeout);
      }
    }
  }
}
