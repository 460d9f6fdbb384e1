package io.limitrate.internal.engine;

import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.internal.concurrent.BoundedMemo;
import java.util.HashMap;
import java.util.Map;

/**
 * The policies that a limiter counts. A policy that replaces another one at a reload continues with
 * its counters. Thread-safe.
 */
final class CountedPolicies {
  private final StoreLimiter limiter;
  private final Key secret;
  private final BoundedMemo<Policy, CountedPolicy> policies = new BoundedMemo<>();
  private volatile Map<Policy, CountedPolicy> successors = Map.of();
  private volatile Generation generation = Generation.FIRST;

  CountedPolicies(StoreLimiter limiter, Key secret) {
    this.limiter = limiter;
    this.secret = secret;
  }

  CountedPolicy get(Policy policy) {
    return policies.get(policy, this::successorOrNew);
  }

  private CountedPolicy successorOrNew(Policy policy) {
    CountedPolicy successor = successors.get(policy);
    return successor != null ? successor : new CountedPolicy(limiter, policy, generation, secret);
  }

  /**
   * Lets policies continue with the counters of others.
   *
   * @param replaced the replaced policies by their successors; all others are forgotten
   */
  void succeed(Map<Policy, Policy> replaced, long nowNanos) {
    Generation current = generation.next(nowNanos);
    Map<Policy, CountedPolicy> next = new HashMap<>();
    replaced.forEach(
        (policy, before) -> next.put(policy, get(before).next(policy, current, secret)));
    generation = current;
    successors = Map.copyOf(next);
    next.forEach(policies::replace);
  }
}
