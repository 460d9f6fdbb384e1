package io.limitrate;

import io.limitrate.Charge.CountedBy;
import io.limitrate.Transition.Acquire;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a call may go on. Every entrance (filter, JAX-RS feature, annotated method) asks
 * it, and it alone resolves keys, charges, gives back, applies failure rules and tells listeners.
 *
 * <p>Thread-safe. It never throws because of a store, a resolver or a listener, and blocks no
 * longer than its store does.
 */
public final class Limiter implements AutoCloseable {
  private static final Charge[] NONE = {};

  private final Store store;
  private final Fallback fallback;
  private final Clock clock;
  private final Key secret;
  private final Listeners listeners;

  private Limiter(Builder builder) {
    this.store = builder.store;
    this.clock = builder.clock;
    this.secret = builder.secret;
    this.listeners = new Listeners(builder.listeners);
    this.fallback = new Fallback(builder.localShare, listeners);
  }

  /** Begins a limiter over the store. */
  public static Builder builder(Store store) {
    return new Builder(store);
  }

  /**
   * Charges the call by each policy that has not charged it yet, policies that may read the body
   * after all others, and then the strictest first. When one rejects, what the others took is given
   * back, and those after it are not asked.
   */
  public Verdict check(Call call, List<Policy> policies) {
    Charge[] charges = charge(call, policies, clock.nanos());
    Verdict verdict = new Verdict(this, call.invocation(), charges);
    if (charges.length > 0) {
      call.ledger().add(verdict);
      listeners.decided(call, charges);
    }
    return verdict;
  }

  /** What the policies would say to a call that costs nothing. Charges nothing, leaves no trace. */
  public Verdict peek(Call call, List<Policy> policies) {
    long nowNanos = clock.nanos();
    Charge[] charges =
        policies.stream()
            .map(policy -> decide(call, policy, true, nowNanos))
            .toArray(Charge[]::new);
    return new Verdict(this, call.invocation(), charges);
  }

  /**
   * Charges one key directly, where the caller knows it: the innermost step of {@link #check}.
   * Quotas of different {@linkplain Quotas#shape shapes} need keys of their own.
   *
   * @throws RuntimeException when the store cannot be reached
   */
  public Decision acquire(Quotas quotas, Key key, long cost) {
    return store.apply(key, new Acquire(quotas, cost, clock.nanos()));
  }

  private Charge[] charge(Call call, List<Policy> policies, long nowNanos) {
    if (policies.size() == 1) {
      Policy policy = policies.get(0);
      return call.ledger().covers(policy, call.invocation())
          ? NONE
          : new Charge[] {decide(call, policy, false, nowNanos)};
    }
    return chargeAll(call, due(call, policies), nowNanos);
  }

  private Charge[] chargeAll(Call call, List<Policy> due, long nowNanos) {
    Charge[] charges = new Charge[due.size()];
    for (int i = 0; i < charges.length; i++) {
      charges[i] = decide(call, due.get(i), false, nowNanos);
      if (!charges[i].permitted()) {
        Charge[] asked = Arrays.copyOf(charges, i + 1);
        release(asked);
        return asked;
      }
    }
    return charges;
  }

  /** The policies that have not charged this call yet, in the order in which they are asked. */
  private static List<Policy> due(Call call, List<Policy> policies) {
    List<Policy> due = new ArrayList<>(policies.size());
    for (Policy policy : policies) {
      if (!call.ledger().covers(policy, call.invocation())) {
        due.add(policy);
      }
    }
    due.sort(Policy.ORDER);
    return due;
  }

  private Charge decide(Call call, Policy policy, boolean peek, long startNanos) {
    Key key;
    Acquire acquire;
    try {
      Tier tier = policy.tier(call);
      key = tier.key(policy.key(), call, secret);
      long cost = peek ? 0 : call.cost(policy);
      acquire = new Acquire(tier.quotas(), cost, nowNanos(policy, startNanos));
    } catch (UnreadableCallException e) {
      return Charge.unreadable(policy, secret, startNanos, e);
    } catch (RuntimeException | LinkageError e) {
      listeners.failed(policy, e);
      return Fallback.ruled(policy, secret, startNanos);
    }
    if (!store.available()) {
      listeners.unavailable(policy);
      return fallback.decide(policy, key, acquire);
    }
    return ask(policy, key, acquire);
  }

  /** A client may take longer than a window to send its body: time is what it is after that. */
  private long nowNanos(Policy policy, long startNanos) {
    return policy.mayReadBody() ? clock.nanos() : startNanos;
  }

  private Charge ask(Policy policy, Key key, Acquire acquire) {
    Decision decision;
    try {
      decision = store.apply(key, acquire);
    } catch (RuntimeException e) {
      listeners.failed(policy, e);
      return fallback.decide(policy, key, acquire);
    }
    if (decision.permitted()) {
      fallback.countAlong(policy, key, acquire);
    }
    return Charge.counted(policy, key, acquire, decision, CountedBy.STORE);
  }

  void release(Charge[] charges) {
    for (Charge charge : charges) {
      settle(charge, 0);
    }
  }

  /** Whether the charge had units to settle; a store that fails keeps the reservation. */
  boolean settle(Charge charge, long actual) {
    Transition settlement = charge.settlement(actual, clock.nanos());
    if (!charge.claimSettlement()) {
      return false;
    }
    fallback.countAlong(charge.policy(), charge.key(), settlement);
    if (charge.countedBy() == CountedBy.STORE) {
      settleInStore(charge, settlement);
    }
    return true;
  }

  private void settleInStore(Charge charge, Transition settlement) {
    try {
      store.apply(charge.key(), settlement);
    } catch (RuntimeException e) {
      listeners.failed(charge.policy(), e);
    }
  }

  long epochSecond(long nanos) {
    return clock.epochSecond(nanos);
  }

  /** Closes the store. */
  @Override
  public void close() {
    try (listeners;
        fallback) {
      store.close();
    }
  }

  /** Collects a limiter's settings; not thread-safe. */
  public static final class Builder {
    private final Store store;
    private @Nullable LocalShare localShare;
    private Clock clock = Clock.monotonic();
    private Key secret = Key.random();
    private final List<DecisionListener> listeners = new ArrayList<>();

    private Builder(Store store) {
      this.store = store;
    }

    /** The time that decisions are made in; by default monotonic, and right by the wall clock. */
    public Builder clock(InstantSource clock) {
      return clock(Clock.of(clock));
    }

    /** The time that decisions are made in, shared with a store that needs it too. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Who decides for policies of {@link FailureRule#LOCAL} while the store cannot.
     *
     * @param local a store of this process, closed with the limiter
     * @param nodes how many nodes share the quotas, at least 1: this one has that part of each
     */
    public Builder localShare(Store local, int nodes) {
      this.localShare = new LocalShare(local, nodes);
      return this;
    }

    /** The secret of the keys' hash: random by default; nodes that share a store share it. */
    public Builder secret(byte[] sixteenBytes) {
      return secret(Key.secret(sixteenBytes));
    }

    /** The secret of the keys' hash, as {@link Key#secret} makes it. */
    public Builder secret(Key secret) {
      this.secret = secret;
      return this;
    }

    /** Adds a listener. */
    public Builder listener(DecisionListener listener) {
      listeners.add(listener);
      return this;
    }

    /** The limiter. */
    public Limiter build() {
      return new Limiter(this);
    }
  }
}
