package io.limitrate;

import io.limitrate.Charge.CountedBy;
import io.limitrate.Transition.Acquire;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a call may proceed. The filter, the JAX-RS feature and annotated methods all ask
 * the limiter. Only the limiter resolves keys, charges units, refunds units, applies failure rules
 * and notifies listeners. Application code uses this type to check calls that no rule or annotation
 * covers.
 *
 * <p>Thread-safe. An exception of a store, a resolver or a listener never leaves {@link #check},
 * which blocks no longer than its store does.
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

  /** Starts the configuration of a limiter that keeps its state in the store. */
  public static Builder builder(Store store) {
    return new Builder(store);
  }

  /**
   * Charges the call for each policy that has not charged the call yet. Policies that may read the
   * body come last; within each group the strictest policy comes first. If a policy rejects the
   * call, the limiter refunds the units of the policies before and skips the policies after.
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

  /** Returns what the policies would decide about a call of cost 0. Charges and records nothing. */
  public Verdict peek(Call call, List<Policy> policies) {
    long nowNanos = clock.nanos();
    Charge[] charges =
        policies.stream()
            .map(policy -> decide(call, policy, true, nowNanos))
            .toArray(Charge[]::new);
    return new Verdict(this, call.invocation(), charges);
  }

  /**
   * Charges one key that the caller knows. {@link #check} does the same for each policy. Quotas of
   * different {@linkplain Quotas#shape shapes} need different keys.
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

  /** Returns the policies that have not charged this call yet, in the order of their charges. */
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
      return Fallback.byFailureRule(policy, secret, startNanos);
    }
    if (!store.available()) {
      listeners.unavailable(policy);
      return fallback.decide(policy, key, acquire);
    }
    return ask(policy, key, acquire);
  }

  /** Reads the clock again after a body, which may take a client longer than a window to send. */
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
      fallback.countLocally(policy, key, acquire);
    }
    return Charge.counted(policy, key, acquire, decision, CountedBy.STORE);
  }

  void release(Charge[] charges) {
    for (Charge charge : charges) {
      settle(charge, 0);
    }
  }

  /** Returns whether the charge had units to settle. A failing store keeps the reservation. */
  boolean settle(Charge charge, long actual) {
    Transition settlement = charge.settlement(actual, clock.nanos());
    if (!charge.claimSettlement()) {
      return false;
    }
    fallback.countLocally(charge.policy(), charge.key(), settlement);
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

  /** Closes the store, the local share and the log of rejections. */
  @Override
  public void close() {
    try (listeners;
        fallback) {
      store.close();
    }
  }

  /** Collects the settings of a limiter. Not thread-safe. */
  public static final class Builder {
    private final Store store;
    private @Nullable LocalShare localShare;
    private Clock clock = Clock.monotonic();
    private Key secret = Key.random();
    private final List<DecisionListener> listeners = new ArrayList<>();

    private Builder(Store store) {
      this.store = store;
    }

    /** Sets the source of time. By default, time is monotonic and starts at the wall-clock time. */
    public Builder clock(InstantSource clock) {
      return clock(Clock.of(clock));
    }

    /** Sets the clock. A store that compares times needs the same clock. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Sets the store that decides for {@link FailureRule#LOCAL} policies while the main one cannot.
     *
     * @param local a store of this process; the limiter closes it
     * @param nodes the number of nodes that share each quota equally, at least 1
     */
    public Builder localShare(Store local, int nodes) {
      this.localShare = new LocalShare(local, nodes);
      return this;
    }

    /** Sets the secret of the key hash; random by default. Nodes of one store need one secret. */
    public Builder secret(byte[] sixteenBytes) {
      return secret(Key.secret(sixteenBytes));
    }

    /** Sets the secret of the key hash, made by {@link Key#secret}. */
    public Builder secret(Key secret) {
      this.secret = secret;
      return this;
    }

    /** Adds a listener. */
    public Builder listener(DecisionListener listener) {
      listeners.add(listener);
      return this;
    }

    /** Returns the limiter. */
    public Limiter build() {
      return new Limiter(this);
    }
  }
}
