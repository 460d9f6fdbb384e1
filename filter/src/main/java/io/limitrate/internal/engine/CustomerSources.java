package io.limitrate.internal.engine;

import io.limitrate.Policy;
import io.limitrate.internal.concurrent.Workers;
import io.limitrate.internal.customer.CustomerQuotas;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The own quotas of customers, for each policy that has a provider. The quotas outlive a reload
 * that does not change how the policy asks. Thread-safe.
 */
final class CustomerSources implements AutoCloseable {
  private static final int THREADS = 4;

  private final Clock clock;
  private final Map<Policy, CustomerQuotas> sources = new WeakHashMap<>();
  private @Nullable Workers workers;
  private boolean closed;

  CustomerSources(Clock clock) {
    this.clock = clock;
  }

  /** Returns the quotas of the customers of a policy; {@code null} without a provider. */
  synchronized @Nullable CustomerQuotas of(Policy policy) {
    if (policy.quotasFrom().isEmpty()) {
      return null;
    }
    return sources.computeIfAbsent(policy, this::source);
  }

  private CustomerQuotas source(Policy policy) {
    CustomerQuotas source =
        new CustomerQuotas(
            policy.name(),
            policy.quotasFrom().orElseThrow(),
            policy.count().isPresent(),
            executor(),
            clock::nanos);
    if (closed) {
      source.close();
    }
    return source;
  }

  private Executor executor() {
    Workers asking = workers;
    if (asking == null) {
      asking = new Workers("limitrate-quotas-", THREADS);
      workers = asking;
    }
    return asking.executor();
  }

  /** Lets a policy continue with the quotas of the policy that it replaces, or closes these. */
  synchronized void succeed(Map<Policy, Policy> replaced) {
    replaced.forEach(
        (policy, before) -> {
          CustomerQuotas source = sources.remove(before);
          if (source != null && continues(policy, source)) {
            sources.put(policy, source);
          } else if (source != null) {
            source.close();
          }
        });
  }

  private static boolean continues(Policy policy, CustomerQuotas source) {
    return policy.quotasFrom().isPresent()
        && source.isOf(policy.quotasFrom().orElseThrow(), policy.count().isPresent());
  }

  /** Ends the requests and their threads. */
  @Override
  public void close() {
    Workers asking;
    synchronized (this) {
      closed = true;
      sources.values().forEach(CustomerQuotas::close);
      asking = workers;
    }
    if (asking != null) {
      asking.close();
    }
  }
}
