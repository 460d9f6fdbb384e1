package io.limitrate.internal.store.shared;

import io.limitrate.Decision;
import io.limitrate.Quotas;
import io.limitrate.Transition;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A call's transition on its way to the shared state; the call's thread waits for the answer, but
 * no longer than its time-out. While it waits, it does what is to be done for that: steps that hold
 * it no more than microseconds.
 */
final class Question implements Errand {
  private static final Object ABANDONED = new Object();

  private final Transition transition;
  private final LocalEntry entry;
  private final Try patience;
  private final Thread asker = Thread.currentThread();
  private volatile @Nullable Try attempt;

  /** A step to do, and in the end a decision, an exception, or {@link #ABANDONED}. */
  private final AtomicReference<@Nullable Object> answer = new AtomicReference<>();

  /**
   * A question that is not yet asked.
   *
   * @param entry tells which question the store is working on
   * @param timeout the longest wait for one answer of the store
   */
  Question(Transition transition, LocalEntry entry, Duration timeout) {
    this.transition = transition;
    this.entry = entry;
    this.patience = new Try(timeout);
  }

  @Override
  public Quotas quotas() {
    return transition.quotas();
  }

  @Override
  public boolean ofAttempt() {
    return transition instanceof Transition.Attempt;
  }

  Transition transition() {
    return transition;
  }

  /** Whether it gives units back. */
  boolean refunds() {
    return transition instanceof Transition.Settle settle && settle.actual() < settle.reserved();
  }

  boolean abandoned() {
    return answer.get() == ABANDONED;
  }

  /** It is being asked now. */
  void asked(Try attempt) {
    this.attempt = attempt;
  }

  /** The try that it was asked by, if it got so far. */
  @Nullable Try attempt() {
    return attempt;
  }

  void answer(Decision decision) {
    complete(decision);
  }

  void fail(RuntimeException cause) {
    complete(cause);
  }

  private void complete(Object result) {
    if (answer.compareAndSet(null, result)) {
      LockSupport.unpark(asker);
    }
  }

  /**
   * Whether the thread that waits does the step. There is one at a time, and no answer before it is
   * done.
   */
  boolean drive(Runnable step) {
    boolean drives = answer.compareAndSet(null, step);
    if (drives) {
      LockSupport.unpark(asker);
    }
    return drives;
  }

  /**
   * Waits as long as the store answers this question and those before it; {@code null} when the
   * time is over or the thread is interrupted, and the question is abandoned then.
   *
   * @throws RuntimeException when asking failed
   */
  @Nullable Decision await() {
    Object result = next();
    while (result instanceof Runnable step) {
      answer.set(null);
      step.run();
      result = next();
    }
    if (result instanceof RuntimeException failure) {
      throw failure;
    }
    return result instanceof Decision decision ? decision : null;
  }

  private @Nullable Object next() {
    while (answer.get() == null) {
      long left = patience.leftNanos(entry.attempt());
      if (left <= 0 || asker.isInterrupted()) {
        answer.compareAndSet(null, ABANDONED);
        break;
      }
      LockSupport.parkNanos(this, left);
    }
    return answer.get();
  }
}
