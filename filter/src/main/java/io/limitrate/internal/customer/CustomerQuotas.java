package io.limitrate.internal.customer;

import io.limitrate.Call;
import io.limitrate.KeyResolver;
import io.limitrate.Quota.LeakyBucket;
import io.limitrate.QuotaProvider;
import io.limitrate.QuotaProvider.Settings;
import io.limitrate.Quotas;
import io.limitrate.internal.log.ThrottledLogger;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The own quotas of the customers of one policy, as their provider has answered.
 *
 * <p>The first call of a customer, and the first call after the answer is no longer fresh, ask the
 * provider. No call waits: the call uses what is known. After a failure the next request waits from
 * one second to the time for which an answer is fresh, twice as long after each failure.
 * Thread-safe.
 */
public final class CustomerQuotas implements AutoCloseable {
  /** Longer names are not asked about: no database has such keys, and they may fill the memory. */
  static final int LONGEST_NAME = 256;

  private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_DOUBLINGS = 17;

  private final String policy;
  private final Settings settings;
  private final boolean settles;
  private final LongSupplier nanoTime;
  private final KeyResolver key;
  private final CustomerCache cache;
  private final QuotaRequests requests;
  private final ThrottledLogger failures = logger();
  private final ThrottledLogger overflows = logger();
  private final String full;

  /**
   * Creates the quotas of a policy. Starts no request.
   *
   * @param settles whether the policy settles calls after their end, which leaky buckets cannot do
   * @param executor runs the provider
   * @param nanoTime the time, as {@link System#nanoTime} gives it
   */
  public CustomerQuotas(
      String policy, Settings settings, boolean settles, Executor executor, LongSupplier nanoTime) {
    this.policy = policy;
    this.settings = settings;
    this.settles = settles;
    this.nanoTime = nanoTime;
    this.key = settings.key().single();
    this.cache = new CustomerCache(settings.maxEntries());
    this.requests =
        new QuotaRequests(policy, settings, executor, new Outcomes(), nanoTime.getAsLong());
    this.full =
        "Policy "
            + policy
            + ": the provider of quotas has too many requests, so some customers have the quotas of"
            + " the policy for now";
  }

  private static ThrottledLogger logger() {
    return new ThrottledLogger(System.getLogger(QuotaProvider.class.getName()));
  }

  /** Returns whether these are the quotas of a policy with these settings. */
  public boolean isOf(Settings others, boolean settling) {
    return settings.equals(others) && settles == settling;
  }

  /** Returns what holds for the caller. Asks the provider if it is time, and does not wait. */
  public Known of(Call call) {
    String customer = key.resolve(call);
    return customer == null || customer.length() > LONGEST_NAME ? Known.NO_CUSTOMER : of(customer);
  }

  private Known of(String customer) {
    long nowNanos = nanoTime.getAsLong();
    Known known = cache.get(customer);
    if (known.due(nowNanos)) {
      requests.ask(customer, known, nowNanos);
    }
    return known.at(nowNanos);
  }

  /**
   * Returns the own quotas of a customer; {@code null} for the quotas of the policy. Asks nothing.
   */
  public @Nullable Quotas known(String customer) {
    long nowNanos = nanoTime.getAsLong();
    return cache.get(customer).at(nowNanos).quotas();
  }

  /** Returns the number of customers that are remembered. For tests. */
  int remembered() {
    return cache.size();
  }

  /**
   * Asks for the quotas of a customer now. The known quotas hold until the answer. A request that
   * began earlier ends without an answer, which may be older.
   */
  public void refresh(String customer) {
    requests.drop(customer);
    long nowNanos = nanoTime.getAsLong();
    Known due = cache.get(customer).dueAt(nowNanos);
    cache.put(customer, due);
    requests.ask(customer, due, nowNanos);
  }

  /** Ends all requests, and starts no more. */
  @Override
  public void close() {
    requests.close();
  }

  /** Keeps the results of requests. */
  private final class Outcomes implements QuotaRequests.Answers {
    @Override
    @SuppressWarnings("ReferenceEquality") // each result is an object of its own
    public boolean stands(String customer, Known before) {
      return cache.get(customer) == before;
    }

    @Override
    public void answered(String customer, Known before, Optional<Quotas> answer) {
      Quotas own = answer.orElse(null);
      if (own != null && settles && own.list().stream().anyMatch(LeakyBucket.class::isInstance)) {
        failed(customer, before, new IllegalArgumentException(unsettled(own)));
        return;
      }
      long nowNanos = nanoTime.getAsLong();
      long freshNanos = settings.fresh().toNanos();
      long dueNanos = nowNanos + freshNanos - random(freshNanos / 10);
      long endNanos = nowNanos + settings.stale().toNanos();
      cache.put(customer, new Known(own, dueNanos, endNanos, 0, true));
    }

    private static String unsettled(Quotas own) {
      return "\""
          + own
          + "\": a leaky bucket cannot settle a call after its end, as count and a cost by duration"
          + " or size do: use another algorithm";
    }

    @Override
    public void failed(String customer, Known before, Throwable cause) {
      long nowNanos = nanoTime.getAsLong();
      cache.put(customer, before.failed(nowNanos + pauseNanos(before.failures())));
      failures.error(
          "Policy "
              + policy
              + ": "
              + settings.provider().getClass().getName()
              + " gave no quotas of a customer, who has the quotas "
              + (before.at(nowNanos).quotas() == null ? "of the policy" : "of the last answer"),
          cause);
    }

    @Override
    public void dropped(String customer) {
      long nowNanos = nanoTime.getAsLong();
      Known known = cache.get(customer);
      if (known.due(nowNanos)) {
        requests.ask(customer, known, nowNanos);
      }
    }

    @Override
    public void full() {
      overflows.warning(full);
    }
  }

  /** Returns the time to the next request; the spread keeps customers from asking together. */
  private long pauseNanos(int failures) {
    long mostNanos = Math.max(FIRST_PAUSE_NANOS, settings.fresh().toNanos());
    long nanos = FIRST_PAUSE_NANOS << Math.min(failures, MOST_DOUBLINGS);
    long pauseNanos = Math.min(nanos, mostNanos);
    return pauseNanos + random(pauseNanos / 2);
  }

  private static long random(long bound) {
    return ThreadLocalRandom.current().nextLong(bound + 1);
  }
}
