package io.limitrate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads and changes what policies have counted, key by key: for support, for an administrator
 * during an attack, and for code that charges work outside of a call.
 *
 * <p>A store has only hashes of keys, so code names a key by its plain values. The values are
 * hashed as those of a call, and are not kept. Thread-safe. A reload does not end these objects.
 */
public interface Limits {

  /**
   * Returns the limits of the policy of this name: of the configuration, or of an annotation, which
   * is known from its first use on.
   *
   * @throws RuntimeException when there is no such policy: a {@code ConfigurationException}
   */
  OfPolicy of(String policy);

  /** Returns the limits of a policy that code has built and passes to the limiter. */
  OfPolicy of(Policy policy);

  /** The limits of one policy. Immutable and thread-safe. */
  interface OfPolicy {

    /**
     * Selects the tier whose quotas count, in place of those of calls without a tier. Tiers whose
     * quotas have the same algorithms and windows share the count of a key.
     *
     * @throws IllegalArgumentException when the policy has no such tier
     */
    OfPolicy tier(String tier);

    /**
     * Selects an alternative of the policy's key, such as {@code ip} of the key {@code user | ip}.
     *
     * @throws IllegalArgumentException when the key has no such alternative
     */
    OfPolicy by(String alternative);

    /**
     * Returns the limits of one key.
     *
     * @param values one plain value for each part of the key, in the order of the parts, except
     *     {@code global} and {@code role:NAME}. The value of {@code ip} is an address, which is cut
     *     to its network. The value of {@code resolver:NAME} is what the resolver returns
     * @throws IllegalArgumentException when the values do not fit, or the key has alternatives and
     *     none {@linkplain #by is selected}
     */
    OfKey key(String... values);

    /**
     * Returns the limits of the key with this id. If the policy has a provider, only bans work.
     *
     * @param id as {@link OfKey#id} returns it
     * @throws IllegalArgumentException when the text is no id
     */
    OfKey keyOfId(String id);

    /**
     * Returns the keys that this node rejected most often within the last five to ten minutes, or
     * would have rejected in shadow, the most frequent first, at most a hundred. Rarely rejected
     * keys may be missing.
     */
    List<OfKey> mostRejected();

    /**
     * Returns the keys that have used the largest part of a quota, the fullest first, as of the
     * last second. With a shared store, these are keys that this node has leases or rejections of.
     *
     * @param most the most keys to return, from 1 to 1,000; else an IllegalArgumentException
     */
    List<OfKey> fullest(int most);

    /**
     * Returns at most a thousand running bans, unordered. Reads the whole store.
     *
     * @throws RuntimeException when the policy has no ban, or the store cannot be reached
     */
    List<Banned> bans();

    /** Asks for a customer's quotas now, without a wait; an error if the policy has no provider. */
    void refreshQuotas(String customer);
  }

  /**
   * A running ban, as {@link OfPolicy#bans} returns it.
   *
   * @param id the id of the banned key, for {@link OfPolicy#keyOfId}
   * @param remaining how long the ban lasts from now
   */
  record Banned(String id, Duration remaining) {}

  /**
   * The limits of one key of a policy. Thread-safe. A method that asks the store throws a {@link
   * RuntimeException} when the store cannot be reached. A change then had no effect, or had its
   * effect once. A change does not affect the leases of other nodes that share the store: for one
   * second at most, these nodes can still use the leased units, or return them.
   */
  interface OfKey {

    /**
     * Returns the keyed hash of the values. It does not change while the secret of the store and
     * the algorithms and windows of the quotas do not change.
     */
    String id();

    /**
     * Returns the least number of rejections that {@link OfPolicy#mostRejected} has counted for the
     * key; 0 if the key is not in that list.
     */
    long rejections();

    /**
     * Returns the most constrained quota with its remaining units and its reset, and changes
     * nothing. The decision is that of a call without a cost, so it is never a rejection.
     */
    Decision peek();

    /** Forgets what the key has counted, debts too. Returns what {@link #peek} returns now. */
    Decision reset();

    /**
     * Charges units, also if the quotas do not have them: a bucket owes at most one capacity, a
     * window counts beyond its limit, and a sliding window log drops the units above its limit.
     *
     * @param units at least 1
     * @return what {@link #peek} returns now
     * @throws IllegalArgumentException when there is no unit
     */
    Decision charge(long units);

    /**
     * Gives back units, those of the latest calls first, and at most the units that still count:
     * the remaining units never exceed the capacity of a quota.
     *
     * @param units at least 1
     * @return what {@link #peek} returns now
     * @throws IllegalArgumentException when there is no unit
     */
    Decision giveBack(long units);

    /** Returns the remaining time of the ban; empty without a ban of the key or of the policy. */
    Optional<Duration> banned();

    /**
     * Bans the key from now, also if it is banned. The ban makes no later ban longer. Other nodes
     * follow within about a second of the next call.
     *
     * @param duration from 1 s to the longest duration of the policy's {@linkplain Quotas.Ban ban}
     * @param by the name of the administrator for the log
     * @throws IllegalArgumentException when the duration is out of range, or the policy bans no key
     *     or does not enforce its rejections for this key
     */
    void ban(Duration duration, String by);

    /**
     * Lifts the ban, and forgets the rejections and earlier bans of the key. Returns whether the
     * key was banned. Other nodes follow within about a second of the next call.
     *
     * @param by the name of the administrator for the log
     * @throws IllegalArgumentException when the policy has no ban
     */
    boolean lift(String by);
  }

  /**
   * Reads and changes counts over JMX, if {@code admin.jmx} is {@code true}. For JMX clients that
   * make proxies of {@code io.limitrate:type=Limits,name=CONTEXT_PATH,instance=NUMBER}. The
   * configuration of the JVM decides who may use JMX.
   *
   * <p>The name of the tier is empty for calls without a tier. A key is a text: the parts of the
   * key as the policy writes them, {@code =} and the value, such as {@code user=alice} or {@code
   * user+path:model=alice + gpt}. A listed id is the key {@code id=ID}. The operations throw an
   * {@link IllegalArgumentException} for wrong arguments, and an {@link IllegalStateException} when
   * the store cannot be reached.
   */
  interface LimitsMXBean {

    /** Does the same as {@link OfPolicy#mostRejected}. */
    List<Rejected> mostRejected(String policy);

    /** Does the same as {@link OfPolicy#fullest}, and tells what each key has left. */
    List<Standing> fullest(String policy, int most);

    /** Does the same as {@link OfKey#peek}. */
    Standing peek(String policy, String tier, String key);

    /** Does the same as {@link OfKey#reset}. */
    Standing reset(String policy, String tier, String key);

    /** Does the same as {@link OfKey#charge}. */
    Standing charge(String policy, String tier, String key, long units);

    /** Does the same as {@link OfKey#giveBack}. */
    Standing giveBack(String policy, String tier, String key, long units);

    /** Does the same as {@link OfPolicy#bans}. */
    List<BannedKey> bans(String policy);

    /** Does the same as {@link OfKey#ban}, for a duration in seconds. */
    void ban(String policy, String tier, String key, long seconds);

    /** Does the same as {@link OfKey#lift}. */
    boolean lift(String policy, String tier, String key);

    /** Does the same as {@link OfPolicy#refreshQuotas}. */
    void refreshQuotas(String policy, String customer);

    /** A banned key. */
    interface BannedKey {
      /** Returns the id of the key, a keyed hash. */
      String getId();

      /** Returns how long the ban lasts, in seconds, rounded up. */
      long getRemainingSeconds();
    }

    /** A key that was rejected. */
    interface Rejected {
      /** Returns the id of the key, a keyed hash. */
      String getId();

      /** Returns the name of the tier; empty without a tier. */
      String getTier();

      /** Returns how often the key was rejected within the last five to ten minutes, at least. */
      long getRejections();
    }

    /** The most constrained quota of a key. */
    interface Standing {
      /** Returns the id of the key, a keyed hash. */
      String getId();

      /** Returns the quota in its written form. */
      String getQuota();

      /** Returns the remaining units; 0 for a debt. */
      long getRemaining();

      /** Returns the time until the quota is full again, in seconds, rounded up. */
      long getResetSeconds();
    }
  }
}
