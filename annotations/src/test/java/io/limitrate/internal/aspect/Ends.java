package io.limitrate.internal.aspect;

import io.limitrate.CallOutcome;
import io.limitrate.Charge;
import io.limitrate.DecisionListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Records how calls end, and counts the calls in flight. */
final class Ends implements DecisionListener {
  private final List<String> ends = new ArrayList<>();
  private int inFlight;

  @Override
  public synchronized void decided(Charge charge) {
    inFlight += charge.permitted() ? 1 : 0;
  }

  @Override
  public synchronized void ended(Charge charge, CallOutcome outcome, Duration duration) {
    inFlight--;
    String policy = charge.policy().name();
    ends.add(policy.replace("io.limitrate.internal.aspect.", "") + " " + outcome);
  }

  synchronized List<String> soFar() {
    return List.copyOf(ends);
  }

  synchronized int inFlight() {
    return inFlight;
  }
}
