package io.limitrate.internal.engine;

import io.limitrate.Call;
import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Limiter;
import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.UnreadableCallException;
import io.limitrate.Verdict;
import io.limitrate.internal.concurrent.BoundedMemo;
import io.limitrate.internal.engine.Transition.Acquire;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The limiter, whose state is in a store. Only this class resolves keys, charges units, refunds
 * units, applies failure rules and notifies listeners. Thread-safe.
 */
public final class StoreLimiter implements Limiter, AutoCloseable {
  final Store store;
  private final Fallback fallback;
  final Settlements settlements;
  final Clock clock;
  final Listeners listeners;
  final Turns turns;
  private final CountedPolicies policies;
  private final BoundedMemo<Quotas, CountedQuotas> quotas = new BoundedMemo<>();
  final CallEnds ends;
  private final ManualCounts counts;
  private volatile @Nullable CallerCheck callers;

  StoreLimiter(StoreLimiterBuilder builder) {
    this.store = builder.store;
    this.clock = builder.clock;
    this.policies = new CountedPolicies(this, builder.secret, new CustomerSources(clock));
    this.listeners = new Listeners(builder.listeners);
    this.fallback = new Fallback(builder.localShare, listeners);
    this.settlements = new Settlements(store, fallback, listeners, clock);
    this.turns = new Turns(clock, settlements, builder.timer);
    this.ends = new CallEnds(store, fallback, listeners, clock);
    this.counts = new ManualCounts(store, fallback, clock, policies, listeners);
  }

  /** Starts the configuration of a limiter that keeps its state in the store. */
  public static StoreLimiterBuilder builder(Store store) {
    return new StoreLimiterBuilder(store);
  }

  @Override
  public Execution check(Call call, List<Policy> policies) {
    Ledger ledger = Ledger.of(call);
    boolean invocation = call instanceof LedgerCall known && known.invocation();
    CallerCheck lists = callers;
    Execution listed = lists == null ? null : lists.decide(call, invocation);
    if (listed != null) {
      listeners.listed(listed, call);
      return listed;
    }
    Execution execution = charge(call, ledger, invocation, policies);
    if (execution.size() > 0) {
      ledger.add(execution);
      listeners.decided(execution);
      announce(ledger, execution);
    }
    return execution;
  }

  @Override
  public <T> T run(Call call, List<Policy> policies, Callable<T> body) throws Exception {
    return LimitedWork.run(check(call, policies), call, body);
  }

  @Override
  public <T> CompletionStage<T> runAsync(
      Call call, List<Policy> policies, Supplier<? extends CompletionStage<T>> body) {
    return LimitedWork.runAsync(check(call, policies), call, body);
  }

  /** Tells the request about the verdict. A failure to write headers does not undo the verdict. */
  private void announce(Ledger ledger, Execution execution) {
    try {
      ledger.decided(execution);
    } catch (RuntimeException e) {
      listeners.unannounced(e);
    }
  }

  /** Sets the lists that decide before all policies, and the bounds of the calls that wait. */
  public void enforce(@Nullable CallerCheck lists, Waiting bounds) {
    callers = lists;
    turns.limit(bounds);
  }

  @Override
  public Verdict peek(Call call, List<Policy> policies) {
    CallerCheck lists = callers;
    Execution listed = lists == null ? null : lists.decide(call, false);
    if (listed != null) {
      return listed;
    }
    String rule = listeners.rule(call);
    return new LedgerVerdict(
        policies.stream()
            .map(policy -> this.policies.counting(policy, call))
            .filter(Objects::nonNull)
            .map(counted -> ask(call, counted, rule, true))
            .toArray(LedgerCharge[]::new));
  }

  @Override
  public Decision acquire(Quotas quotas, Key key, long cost) {
    long nowNanos = clock.nanos();
    CountedQuotas counted = this.quotas.get(quotas, Slots::without).at(clock, nowNanos);
    Decision decision = store.acquire(key, counted, Acquire.checked(cost), nowNanos);
    return hasWaited(decision, nowNanos) ? acquire(quotas, key, cost) : decision;
  }

  private Execution charge(Call call, Ledger ledger, boolean invocation, List<Policy> policies) {
    if (policies.size() != 1) {
      return new Execution(
          invocation, chargeAll(call, this.policies.due(call, ledger, invocation, policies)));
    }
    Policy policy = policies.get(0);
    CountedPolicy counted =
        ledger.covers(policy, invocation) ? null : this.policies.counting(policy, call);
    LedgerCharge only = counted == null ? null : ask(call, counted, listeners.rule(call), false);
    return new Execution(invocation, only);
  }

  private LedgerCharge[] chargeAll(Call call, List<CountedPolicy> due) {
    String rule = listeners.rule(call);
    LedgerCharge[] charges = new LedgerCharge[due.size()];
    for (int i = 0; i < charges.length; i++) {
      try {
        charges[i] = ask(call, due.get(i), rule, false);
      } catch (Error e) {
        new LedgerVerdict(Arrays.copyOf(charges, i)).release();
        throw e;
      }
      if (!charges[i].permitted()) {
        LedgerCharge[] asked = Arrays.copyOf(charges, i + 1);
        new LedgerVerdict(asked).release();
        return asked;
      }
    }
    return charges;
  }

  /**
   * Lets policies, the keys, take the place of the policies that they replace, the values, also for
   * calls that still name a replaced policy, and continue with their counters. If the store cannot
   * convert entries, a policy continues as long as the shape of its quotas stays the same.
   */
  public void succeed(Map<Policy, Policy> replaced) {
    policies.succeed(replaced, store.converts(), clock.nanos());
  }

  /** Returns access to the counts of single keys. */
  public ManualCounts counts() {
    return counts;
  }

  private LedgerCharge ask(Call call, CountedPolicy counted, @Nullable String rule, boolean peek) {
    Policy policy = counted.policy();
    CountedTier tier = counted.untiered();
    Key key = null;
    long cost;
    try {
      tier = counted.tier(call);
      key = policy.key().resolve(call, tier.seed());
      cost = peek ? 0 : Acquire.checked(call.cost(policy));
    } catch (UnreadableCallException e) {
      return LedgerCharge.unreadable(tier.now(clock), rule, clock.nanos(), e);
    } catch (RuntimeException | LinkageError e) {
      listeners.failed(policy, e);
      return Fallback.byFailureRule(tier.now(clock), rule, key, clock.nanos());
    }
    // Reads the clock after the call, whose body may take a client longer than a window to send.
    long nowNanos = tier.nanos(clock);
    tier = tier.at(clock, nowNanos);
    PolicyBan ban = counted.ban();
    return ban == null
        ? count(tier, rule, key, cost, nowNanos)
        : ban.decide(tier, rule, key, cost, nowNanos);
  }

  LedgerCharge count(CountedTier tier, @Nullable String rule, Key key, long cost, long nowNanos) {
    Policy policy = tier.policy().policy();
    if (!store.available()) {
      listeners.unavailable(policy);
      return fallback.decide(tier, rule, key, cost, nowNanos);
    }
    Decision decision;
    try {
      decision =
          tier.terms() == null
              ? store.acquire(key, tier.quotas(), cost, nowNanos)
              : tier.take(store, key, cost, nowNanos);
      if (hasWaited(decision, nowNanos)) {
        return count(tier, rule, key, cost, tier.nanos(clock));
      }
    } catch (RuntimeException e) {
      listeners.failed(policy, e);
      return fallback.decide(tier, rule, key, cost, nowNanos);
    }
    if (!decision.permitted()) {
      decision = turns.reassigned(tier, key, cost, decision, nowNanos);
    }
    if (decision.permitted() && fallback.countsLocally(policy)) {
      fallback.countLocally(policy, key, tier.taking(cost, nowNanos));
    }
    return LedgerCharge.counted(tier, rule, key, cost, nowNanos, decision, CountedBy.STORE);
  }

  /**
   * Returns whether a rejected call has waited long enough since the clock was read, because its
   * thread was suspended. A shared store takes time to answer, so there the rejection stands.
   */
  private boolean hasWaited(Decision decision, long nowNanos) {
    return decision instanceof Decision.Rejected rejected
        && store.immediate()
        && rejected.waitNanos() <= clock.nanos() - nowNanos;
  }

  /** Returns whether any policy needs the ends of its calls. If not, no call has to end. */
  public boolean needsEnds() {
    return policies.needEnds();
  }

  /** Closes the store, the local share, the log of rejections and the requests to providers. */
  @Override
  public void close() {
    turns.close();
    try (listeners;
        fallback;
        policies) {
      store.close();
    }
  }
}
