package io.limitrate.internal.engine;

import io.limitrate.Call;
import io.limitrate.CallOutcome;
import io.limitrate.CallScope;
import io.limitrate.Policy;
import io.limitrate.RateLimitExceededException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One call from its check to its end: the charges of the check, the wait for the call's turn, the
 * body and the end. All entrances use this type. An execution is also an entry of the ledger of its
 * request. Thread-safe.
 *
 * <p>A permitted execution ends exactly once, by {@link #run}, {@link #runStage}, {@link #giveUp}
 * or the first {@link #end}.
 */
public sealed class Execution extends LedgerVerdict permits Denial, Shed {
  private final boolean invocation;

  /** Creates the execution of a call with at most one charge. */
  Execution(boolean invocation, @Nullable LedgerCharge only) {
    super(only);
    this.invocation = invocation;
  }

  Execution(boolean invocation, LedgerCharge[] charges) {
    super(charges);
    this.invocation = invocation;
  }

  /** The body of a call. */
  @FunctionalInterface
  public interface Body {
    /** Runs the body. */
    @Nullable Object run() throws Throwable;
  }

  /**
   * Runs the body in the scope of the call, after the call's turn.
   *
   * @throws RateLimitExceededException when the call is rejected, or cannot wait for its turn
   * @throws CancellationException when the thread was interrupted while it waited; its interrupt
   *     status stays set
   */
  public @Nullable Object run(Call call, Body body) throws Throwable {
    if (!permitted()) {
      throw new RateLimitExceededException(this);
    }
    if (!await(call)) {
      throw Thread.currentThread().isInterrupted()
          ? new CancellationException("interrupted while the leaky bucket delayed the call")
          : new RateLimitExceededException(this);
    }
    CallOutcome outcome = CallOutcome.THREW;
    Object result = null;
    Throwable failure = null;
    Call outer = CallScope.enter(call);
    try {
      result = body.run();
      outcome = CallOutcome.RETURNED;
      return result;
    } catch (Throwable e) {
      failure = e;
      throw e;
    } finally {
      CallScope.leave(outer);
      end(outcome, result, failure);
    }
  }

  /**
   * Runs a body that returns a {@link CompletionStage} or {@code null}, in the scope of the call.
   * Blocks no thread until the call's turn. The execution ends when the stage completes.
   *
   * @return the stage of the body, or a failed stage when the call is rejected
   */
  public @Nullable CompletionStage<?> runStage(Call call, Body body) throws Throwable {
    if (!permitted()) {
      return CompletableFuture.failedFuture(new RateLimitExceededException(this));
    }
    StageExecution stage = new StageExecution(this, call, body);
    return delay().isZero() ? stage.start() : stage.startLater();
  }

  /**
   * Blocks this thread until the call's turn. If that is not possible, the execution gives up: the
   * bounds of the calls that wait do not allow it, the limiter closes, or the thread is
   * interrupted, whose interrupt status stays set.
   *
   * @return false if the execution gave up
   */
  public boolean await(Call call) {
    if (delay().isZero()) {
      return true;
    }
    boolean came = false;
    try {
      came = charge(0).limiter().turns.await(this, precedence(call));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!came) {
        giveUp();
      }
    }
    return came;
  }

  /**
   * Lets a delayed call wait for its turn without a thread. If the bounds of the calls that wait do
   * not allow it, or the limiter is closed, the execution gives up.
   *
   * @return the place of the call, or {@code null} if the execution gave up
   */
  public @Nullable Turn awaitLater(Call call, Turn.Waiter waiter) {
    Turn turn = null;
    try {
      turn = charge(0).limiter().turns.join(this, precedence(call), waiter);
      return turn;
    } finally {
      if (turn == null) {
        giveUp();
      }
    }
  }

  /** Returns the class of the call; the first class if its request is over, and cannot be read. */
  private static Precedence precedence(Call call) {
    try {
      return call instanceof LedgerCall known ? known.precedence() : Precedence.FIRST;
    } catch (RuntimeException e) {
      return Precedence.FIRST;
    }
  }

  /** Refunds the units of a call that could not wait for its turn, and ends the execution. */
  public void giveUp() {
    try {
      for (int i = 0; i < size(); i++) {
        charge(i).limiter().turns.release(charge(i));
      }
    } finally {
      end(CallOutcome.GAVE_UP);
    }
  }

  /** Ends the execution of a method, which has returned or thrown. */
  void end(CallOutcome outcome, @Nullable Object value, @Nullable Throwable failure) {
    if (needsEnd()) {
      try {
        if (awaitsResult()) {
          settle(CallResult.ofMethod(outcome, value, failure));
        }
      } finally {
        end(outcome);
      }
    }
  }

  /** Refunds the units of each policy that does not count this call by its result. */
  public void settle(CallResult result) {
    if (permitted()) {
      stream().forEach(charge -> charge.settle(result));
    }
  }

  @Override
  public void end() {
    end(CallOutcome.RETURNED);
  }

  /** Ends the execution, the first time. Does nothing if the call was rejected. */
  public void end(CallOutcome outcome) {
    if (needsEnd() && permitted()) {
      for (int i = 0; i < size(); i++) {
        charge(i).end(outcome);
      }
    }
  }

  /**
   * Returns whether a policy of this execution needs its end: to notify listeners, to count, or to
   * free a slot. If not, {@link #end} does nothing.
   */
  boolean needsEnd() {
    for (int i = 0; i < size(); i++) {
      if (charge(i).needsEnd()) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a policy decides by the result of this call whether the call counts. */
  boolean awaitsResult() {
    for (int i = 0; i < size(); i++) {
      if (charge(i).counting() != null) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a policy decides by the size of the response how many units the call used. */
  boolean readsSize() {
    for (int i = 0; i < size(); i++) {
      CallOutcome.Counting counting = charge(i).counting();
      if (counting != null && counting.readsSize()) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a charge of this call has taken a slot among the calls in flight. */
  boolean isSlotted() {
    for (int i = 0; i < size(); i++) {
      if (charge(i).slotted()) {
        return true;
      }
    }
    return false;
  }

  boolean isInvocation() {
    return invocation;
  }

  boolean covers(Policy policy, boolean forInvocation) {
    LedgerCharge charge = find(policy.name());
    return charge != null && (!forInvocation || (!invocation && charge.claimInvocation()));
  }

  /** Returns whether both are invocations, and this one charged all policies of the other one. */
  boolean supersedes(Execution other) {
    if (!invocation || !other.invocation) {
      return false;
    }
    for (int i = 0; i < other.size(); i++) {
      if (!answeredBy(other.charge(i).policy().name())) {
        return false;
      }
    }
    return true;
  }
}
