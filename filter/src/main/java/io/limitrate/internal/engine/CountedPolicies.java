package io.limitrate.internal.engine;

import io.limitrate.Call;
import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.internal.concurrent.BoundedMemo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The policies that a limiter counts. A policy that replaces another one at a reload continues with
 * its counters. Requests under way and code of the application may still hold the replaced policy,
 * which then stands for its successor. Thread-safe.
 */
final class CountedPolicies implements AutoCloseable {
  private final StoreLimiter limiter;
  private final Key secret;

  /** Each reload starts a new memo, so that calls after a reload use no value from before. */
  private volatile BoundedMemo<Policy, CountedPolicy> policies = new BoundedMemo<>();

  /** The lineage of each policy that is still reachable. */
  private final Map<Policy, Lineage> lineages = Collections.synchronizedMap(new WeakHashMap<>());

  /** The present policy in place of each replaced policy that is still reachable. */
  private final Map<Policy, Policy> successors = Collections.synchronizedMap(new WeakHashMap<>());

  private final CustomerSources customers;
  private volatile Generation generation = Generation.FIRST;
  private volatile boolean needEnds;

  CountedPolicies(StoreLimiter limiter, Key secret, CustomerSources customers) {
    this.limiter = limiter;
    this.secret = secret;
    this.customers = customers;
  }

  CountedPolicy get(Policy policy) {
    return policies.get(policy, this::counted);
  }

  /** Returns the policy; {@code null} if it does not count the caller. */
  @Nullable CountedPolicy counting(Policy policy, Call call) {
    CountedPolicy counted = get(policy);
    return counted.exempts(call) ? null : counted;
  }

  /** Returns the policies that have not charged this call yet, in the order of their charges. */
  List<CountedPolicy> due(Call call, Ledger ledger, boolean invocation, List<Policy> all) {
    List<CountedPolicy> due = new ArrayList<>(all.size());
    for (Policy policy : all) {
      CountedPolicy counted = ledger.covers(policy, invocation) ? null : counting(policy, call);
      if (counted != null) {
        due.add(counted);
      }
    }
    due.sort(CountedPolicy.ORDER);
    return due;
  }

  private CountedPolicy counted(Policy policy) {
    Policy present = successors.getOrDefault(policy, policy);
    Lineage lineage =
        lineages.computeIfAbsent(present, unknown -> new Lineage(generation, Map.of()));
    CountedPolicy counted =
        new CountedPolicy(limiter, present, lineage, secret, customers.of(present));
    if (counted.needsEnd()) {
      needEnds = true;
    }
    return counted;
  }

  /** Returns whether any of the policies so far needs the ends of its calls. */
  boolean needEnds() {
    return needEnds;
  }

  /**
   * Lets policies stand for the policies that replace them.
   *
   * @param replaced the replaced policies by their successors
   * @param inherit whether policies continue with the counters of others, even if the shape of the
   *     quotas changes
   */
  void succeed(Map<Policy, Policy> replaced, boolean inherit, long nowNanos) {
    if (inherit) {
      inherit(replaced, nowNanos);
    }
    customers.succeed(replaced);
    Map<Policy, Policy> next = new HashMap<>();
    replaced.forEach((policy, before) -> next.put(before, policy));
    successors.replaceAll((policy, present) -> next.getOrDefault(present, present));
    successors.putAll(next);
    successors.keySet().removeAll(replaced.keySet());
    policies = new BoundedMemo<>();
  }

  private void inherit(Map<Policy, Policy> replaced, long nowNanos) {
    Generation current = generation.next(nowNanos);
    Map<Policy, Lineage> next = new HashMap<>();
    replaced.forEach((policy, before) -> next.put(policy, get(before).lineageOf(policy, current)));
    generation = current;
    lineages.putAll(next);
  }

  /** Ends the requests for the own quotas of customers. */
  @Override
  public void close() {
    customers.close();
  }

  /**
   * The origin of a policy, which determines its counters.
   *
   * @param generation the reload that the quotas came with
   * @param seeds the seeds of the tiers of the policy that this policy has replaced, by name
   */
  record Lineage(Generation generation, Map<String, Key> seeds) {
    /** The lineage of a policy of the start. */
    static final Lineage FIRST = new Lineage(Generation.FIRST, Map.of());
  }
}
