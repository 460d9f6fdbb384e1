package io.limitrate.tck.app;

import io.limitrate.CallOutcome;
import io.limitrate.Charge;
import io.limitrate.DecisionListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the permitted calls of each policy, and their ends. */
public final class Ends implements DecisionListener {
  private static final Map<String, AtomicLong> PERMITTED = new ConcurrentHashMap<>();
  private static final Map<String, AtomicLong> ENDED = new ConcurrentHashMap<>();

  /** Creates the listener. Limitrate calls this constructor. */
  public Ends() {}

  @Override
  public void decided(Charge charge) {
    if (charge.permitted()) {
      of(PERMITTED, charge.policy().name()).incrementAndGet();
    }
  }

  @Override
  public void ended(Charge charge, CallOutcome outcome, Duration duration) {
    of(ENDED, charge.policy().name()).incrementAndGet();
  }

  /** Returns the number of permitted calls and of ended calls, such as {@code 3/2}. */
  static String text(String policy) {
    return of(PERMITTED, policy) + "/" + of(ENDED, policy);
  }

  private static AtomicLong of(Map<String, AtomicLong> counts, String policy) {
    return counts.computeIfAbsent(policy, each -> new AtomicLong());
  }
}
