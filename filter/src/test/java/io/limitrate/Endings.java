package io.limitrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Records how calls end, and counts the calls in flight. */
public final class Endings implements DecisionListener {
  private final List<String> endings = new ArrayList<>();
  private final List<Duration> durations = new ArrayList<>();
  private int inFlight;

  @Override
  public synchronized void decided(Charge charge) {
    inFlight += charge.permitted() ? 1 : 0;
  }

  @Override
  public synchronized void ended(Charge charge, CallOutcome outcome, Duration duration) {
    inFlight--;
    endings.add(charge.policy().name() + " " + outcome);
    durations.add(duration);
    notifyAll();
  }

  /** Returns the endings so far, each with its policy. */
  public synchronized List<String> soFar() {
    return List.copyOf(endings);
  }

  /** Returns the durations of the ended calls. */
  public synchronized List<Duration> durations() {
    return List.copyOf(durations);
  }

  /** Returns the number of permitted calls that have not ended. */
  public synchronized int inFlight() {
    return inFlight;
  }

  /** Waits until so many calls have ended, for at most twenty seconds. */
  public synchronized List<String> await(int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (endings.size() < count && deadline - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
    }
    return List.copyOf(endings);
  }
}
