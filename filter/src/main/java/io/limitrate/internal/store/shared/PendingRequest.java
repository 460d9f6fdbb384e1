package io.limitrate.internal.store.shared;

import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ForeignTransition;
import io.limitrate.internal.engine.ManualChange;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.store.shared.strategy.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A call's transition on its way to the shared state. The request thread waits for the answer,
 * until its deadline at most. While it waits, the thread also runs short steps of the store, which
 * take microseconds.
 *
 * <p>Thread-safe; only the thread that created the request calls {@link #await}.
 */
final class PendingRequest implements StoreRequest {
  private static final Object ABANDONED = new Object();

  private final Transition<?> transition;
  private final LocalEntry entry;
  private final Deadline ownDeadline;
  private final Thread caller = Thread.currentThread();
  private volatile @Nullable Deadline deadline;

  /** A step to run, or the result: an answer, an exception, or {@link #ABANDONED}. */
  private final AtomicReference<@Nullable Object> answer = new AtomicReference<>();

  /**
   * Creates a request of the current thread.
   *
   * @param entry knows the deadline of the operation that runs now
   * @param timeout the longest wait for one answer of the store
   */
  PendingRequest(Transition<?> transition, LocalEntry entry, Duration timeout) {
    this.transition = transition;
    this.entry = entry;
    this.ownDeadline = new Deadline(timeout);
  }

  @Override
  public CountedQuotas quotas() {
    return transition.quotas();
  }

  @Override
  public boolean foreign() {
    return transition instanceof ForeignTransition;
  }

  Transition<?> transition() {
    return transition;
  }

  /** Returns whether the request returns units. */
  boolean refunds() {
    return transition instanceof ManualChange.GiveBack
        || transition instanceof Transition.Withdraw
        || (transition instanceof Transition.Settle settle && settle.actual() < settle.reserved());
  }

  boolean abandoned() {
    return answer.get() == ABANDONED;
  }

  /** Notes the deadline of the operation that carries this request. */
  void sent(Deadline deadline) {
    this.deadline = deadline;
  }

  /**
   * Returns the deadline of the operation that carries this request; {@code null} before that
   * operation starts.
   */
  @Nullable Deadline deadline() {
    return deadline;
  }

  /** Returns the transitions of requests, in a list that can grow. */
  static List<Transition<?>> transitions(List<PendingRequest> pending) {
    List<Transition<?>> transitions = new ArrayList<>(pending.size() + 1);
    pending.forEach(request -> transitions.add(request.transition()));
    return transitions;
  }

  /** Runs a step on the thread of one of the requests, or on a worker when no caller waits. */
  static void runOnCaller(List<PendingRequest> pending, Runnable step, Executor workers) {
    if (pending.stream().noneMatch(request -> request.runOnCaller(step))) {
      workers.execute(step);
    }
  }

  void complete(Object decided) {
    finish(decided);
  }

  void fail(RuntimeException cause) {
    finish(cause);
  }

  private void finish(Object result) {
    if (answer.compareAndSet(null, result)) {
      LockSupport.unpark(caller);
    }
  }

  /**
   * Hands a step to the waiting thread. The request holds one step at a time and takes no result
   * before the step has run.
   *
   * @return false when the thread no longer waits, or has a step already
   */
  boolean runOnCaller(Runnable step) {
    boolean accepted = answer.compareAndSet(null, step);
    if (accepted) {
      LockSupport.unpark(caller);
    }
    return accepted;
  }

  /**
   * Waits while the store answers this request and the requests before it.
   *
   * @return {@code null} when the deadline has passed or the thread is interrupted; the request is
   *     abandoned then
   * @throws RuntimeException when the operation fails
   */
  @Nullable Object await() {
    Object result = next();
    while (result instanceof Runnable step) {
      answer.set(null);
      step.run();
      result = next();
    }
    if (result instanceof RuntimeException failure) {
      throw failure;
    }
    return result == ABANDONED ? null : result;
  }

  private @Nullable Object next() {
    while (answer.get() == null) {
      long left = ownDeadline.remainingNanos(entry.deadline());
      if (left <= 0 || caller.isInterrupted()) {
        answer.compareAndSet(null, ABANDONED);
        break;
      }
      LockSupport.parkNanos(this, left);
    }
    return answer.get();
  }
}
