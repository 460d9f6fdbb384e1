package io.limitrate.internal.store.shared;

import static io.limitrate.internal.concurrent.CompletionStages.SAME_THREAD;

import io.limitrate.Decision;
import io.limitrate.Decision.Rejected;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.engine.Transition.Acquire;
import io.limitrate.internal.store.shared.StoreRequest.LeaseReturn;
import io.limitrate.internal.store.shared.StoreRequest.Notice;
import io.limitrate.internal.store.shared.lease.FloodWait;
import io.limitrate.internal.store.shared.lease.HeldLease;
import io.limitrate.internal.store.shared.lease.LeaseSizing;
import io.limitrate.internal.store.shared.strategy.Deadline;
import io.limitrate.internal.store.shared.strategy.SharedEntry;
import io.limitrate.internal.store.shared.update.UpdateCommand;
import io.limitrate.internal.store.shared.update.UpdateCommand.Grant;
import io.limitrate.internal.store.shared.update.UpdateCommand.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Executes a batch of requests for one key. Refunds go first, with a strategy that never returns
 * units twice. Then one operation executes all other requests, the ends of calls first: a client
 * that calls again after an end finds the slot free. The same operation returns unused units of
 * ended leases, at most as many as it charges. Several threads may use an execution one after the
 * other, never at the same time.
 */
final class BatchExecution {
  private final SharedState sharedState;
  private final ClusterClock clock;
  private final LocalEntry entry;
  private final CountedQuotas quotas;
  private final SharedEntry target;
  private final int size;
  private final LeaseReturns returns;
  private final List<PendingRequest> refunds = new ArrayList<>();
  private final List<PendingRequest> pending = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private @Nullable Transition<?> refresh;
  private long leastWaitNanos;

  BatchExecution(
      SharedState sharedState, ClusterClock clock, LocalEntry entry, List<StoreRequest> requests) {
    this.sharedState = sharedState;
    this.clock = clock;
    this.entry = entry;
    this.quotas = requests.get(0).quotas();
    this.target = sharedState.target(entry.key(), requests.get(0));
    this.size = requests.size();
    this.returns = new LeaseReturns(entry, target, quotas);
    requests.forEach(this::classify);
  }

  private void classify(StoreRequest request) {
    if (request instanceof PendingRequest call) {
      (call.refunds() && target.acceptsReturns() ? refunds : pending).add(call);
    } else if (request instanceof StoreRequest.Refresh wanted) {
      refresh = wanted.transition();
    } else if (request instanceof Notice notice) {
      notices.add(notice);
    } else {
      returns.add((LeaseReturn) request);
    }
  }

  /** Returns the number of requests in the batch. */
  int size() {
    return size;
  }

  /**
   * Starts the operation without blocking a thread.
   *
   * @param workers runs a step when no caller waits any more
   * @return the answer for {@link #learn}, or a stage with {@code null} when no request is left;
   *     {@code null} when only {@link #runBlocking} can execute the batch
   */
  @Nullable CompletionStage<@Nullable Answer> startAsync(Executor workers) {
    if (!target.isAsync() || !refunds.isEmpty()) {
      return null;
    }
    pending.removeIf(this::answeredByNow);
    if (asksNothing()) {
      return returns.isRequested() ? null : CompletableFuture.completedFuture(null);
    }
    UpdateCommand command = newCommand();
    Executor callers = step -> PendingRequest.runOnCaller(pending, step, workers);
    return sharedState
        .charge(target, entry, command, begin(pending), callers, workers)
        .thenApplyAsync(outcome -> new Answer(command, outcome), SAME_THREAD);
  }

  /**
   * Executes the batch and blocks the thread until the store has answered.
   *
   * @return {@code null} when no request needs an answer any more
   */
  @Nullable Answer runBlocking() {
    refund();
    pending.removeIf(this::answeredByNow);
    if (asksNothing()) {
      returns.giveBack(sharedState, clock.nanos());
      return null;
    }
    UpdateCommand command = newCommand();
    return new Answer(command, sharedState.charge(target, command, begin(pending)));
  }

  private boolean asksNothing() {
    return pending.isEmpty() && refresh == null && notices.isEmpty();
  }

  /** A command and its outcome. */
  record Answer(UpdateCommand command, Outcome outcome) {}

  /**
   * Fails the requests whose callers still wait. The node keeps the units that a failed operation
   * carried: the operation has charged at least the units that it has returned, or nothing.
   */
  void fail(RuntimeException cause) {
    returns.cameBack(0);
    refunds.forEach(request -> request.fail(cause));
    pending.forEach(request -> request.fail(cause));
  }

  private void refund() {
    if (refunds.isEmpty()) {
      return;
    }
    UpdateCommand command =
        new UpdateCommand(quotas, clock.nanos(), List.of(), PendingRequest.transitions(refunds), 0);
    Outcome outcome = sharedState.refund(target, command, begin(refunds));
    entry.remember(null);
    entry.stored(outcome.next());
    showLease(outcome.answers(), command.nowNanos());
    answerCallers(refunds, outcome.answers());
  }

  /** Returns the leases whose return needs another attempt: all, or the requested ones. */
  List<HeldLease> unreturned(boolean all) {
    return returns.unreturned(all);
  }

  /**
   * Returns whether the caller gave up or the local entry has the answer; then answers the caller.
   */
  private boolean answeredByNow(PendingRequest request) {
    Transition<?> transition = request.transition();
    Object known = request.abandoned() ? null : entry.answer(transition, transition.nowNanos());
    if (known != null) {
      request.complete(known);
    }
    return known != null || request.abandoned();
  }

  private UpdateCommand newCommand() {
    long nowNanos = clock.nanos();
    List<Transition<?>> transitions = PendingRequest.transitions(pending);
    leastWaitNanos = FloodWait.leastNanos(entry.rejection(), quotas, nowNanos);
    long wanted =
        LeaseSizing.wantedUnits(entry.lease(), entry.askedNanos(), quotas, transitions, nowNanos);
    if (refresh != null) {
      transitions.add(refresh.looking(nowNanos));
    }
    List<Transition<?>> all = new ArrayList<>(notices.size() + transitions.size());
    notices.forEach(notice -> all.add(notice.transition()));
    all.addAll(transitions);
    return new UpdateCommand(quotas, nowNanos, returns.takeAll(), all, wanted);
  }

  private Deadline begin(List<PendingRequest> asked) {
    Deadline deadline = sharedState.newDeadline();
    entry.started(deadline);
    asked.forEach(request -> request.sent(deadline));
    return deadline;
  }

  /** Updates the local entry; returns the granted lease, if the answer has one. */
  @Nullable HeldLease learn(Answer answer) {
    HeldLease before = entry.lease();
    if (before != null && !pending.isEmpty()) {
      before.markMixed();
    }
    long nowNanos = answer.command().nowNanos();
    List<Object> answers = afterNotices(answer.outcome().answers());
    entry.stored(answer.outcome().next(), nowNanos);
    returns.cameBack(answer.outcome().returned());
    List<Transition<?>> asked = afterNotices(answer.command().transitions());
    Learning.learn(entry, asked, answers, pending.size(), leastWaitNanos);
    if (refresh instanceof Acquire) {
      entry.recheckRejection((Decision) answers.get(pending.size()));
    }
    if (answer.command().endsWithAllUnits()) {
      Rejected pause = FloodWait.after(answer.outcome(), quotas, leastWaitNanos);
      if (pause != null) {
        entry.rememberCheapest(new Acquire(quotas, 1, nowNanos), pause);
      }
      showLease(answers, nowNanos);
    }
    return hold(answer.outcome().grant(), nowNanos, before);
  }

  /** Returns the elements for the transitions of callers and for the refresh. */
  private <T> List<T> afterNotices(List<T> all) {
    return all.subList(notices.size(), all.size());
  }

  /** Shows the newest decision to the lease, which keeps its {@code remaining} up to date. */
  private void showLease(List<Object> answers, long nowNanos) {
    HeldLease lease = entry.lease();
    if (lease != null && lease.quotas().equals(quotas) && !answers.isEmpty()) {
      lease.observed((Decision) answers.get(answers.size() - 1), nowNanos);
    }
  }

  /** Answers all callers. */
  void answerCallers(@Nullable Answer answer) {
    if (answer != null) {
      answerCallers(pending, afterNotices(answer.outcome().answers()));
      notices.forEach(notice -> notice.answered().run());
    }
  }

  private void answerCallers(List<PendingRequest> asked, List<Object> answers) {
    for (int i = 0; i < asked.size(); i++) {
      Object answer = answers.get(i);
      PendingRequest request = asked.get(i);
      request.complete(
          answer instanceof Rejected r ? FloodWait.extended(r, leastWaitNanos) : answer);
    }
  }

  private @Nullable HeldLease hold(@Nullable Grant grant, long nowNanos, @Nullable HeldLease old) {
    if (grant == null) {
      return null;
    }
    HeldLease lease = new HeldLease(quotas, grant, nowNanos, old);
    entry.hold(lease);
    return lease;
  }
}
