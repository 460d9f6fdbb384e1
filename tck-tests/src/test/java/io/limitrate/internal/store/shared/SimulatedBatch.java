package io.limitrate.internal.store.shared;

import io.limitrate.Decision;
import io.limitrate.Quota;
import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.store.shared.BatchExecution.Answer;
import io.limitrate.internal.store.shared.StoreRequest.LeaseReturn;
import io.limitrate.internal.store.shared.lease.HeldLease;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The requests of one operation of a node. */
final class SimulatedBatch {
  private final SimulatedNode node;
  private final SimulatedStore store;
  private final LocalEntry entry;
  private final String name;
  private final List<StoreRequest> requests;
  private final List<PendingRequest> calls;
  private final BatchExecution execution;
  private @Nullable Answer answer;
  private boolean returns;

  SimulatedBatch(SimulatedNode node, SimulatedStore store, LocalEntry entry) {
    this.requests = entry.nextRequests();
    this.node = node;
    this.store = store;
    this.entry = entry;
    this.name = node.name(entry.key(), requests.get(0));
    this.execution = node.execution(entry, requests);
    this.calls =
        requests.stream()
            .filter(PendingRequest.class::isInstance)
            .map(PendingRequest.class::cast)
            .toList();
  }

  /** Begins the operation, without a thread if possible, as {@code Dispatcher.begin} does. */
  void begin() {
    CompletionStage<@Nullable Answer> operation = execution.startAsync(this::onWorker);
    if (operation == null) {
      returns = true;
      store.load(name).returns++;
      race(execution::runBlocking, Dispatcher.RETURN_ATTEMPTS).begin(this::cameTooLate);
    } else {
      operation.whenComplete((answered, failure) -> answered(answered));
    }
  }

  /** Runs a step that blocks a thread only if other nodes update the entry meanwhile. */
  private void onWorker(Runnable step) {
    if (store.kind() == SimulatedStore.Kind.PROCESSOR) {
      step.run();
    } else {
      race(step, Integer.MAX_VALUE).replace(node.lastFound());
    }
  }

  /** A token bucket takes no units back two lives of a lease after their charge. */
  private boolean cameTooLate() {
    return requests.stream()
        .allMatch(
            request ->
                request instanceof LeaseReturn it
                    && it.quotas().list().get(0).kind() == Quota.Kind.TOKEN_BUCKET
                    && node.nanos() >= it.lease().endNanos() + it.quotas().leaseNanos());
  }

  private SimulatedStore.Race race(Runnable update, int attempts) {
    return store.new Race(name, node::run, update, attempts, this::end);
  }

  /** Notes the answer; a race ends later, when its answer reaches the node. */
  private void answered(@Nullable Answer found) {
    answer = found;
    if (!store.immediate()) {
      end(true);
    }
  }

  /** Lets a waiting request thread run its step, which ends the operation. */
  void wake() {
    calls.forEach(PendingRequest::await);
  }

  /** Ends the operation, as {@code Dispatcher.end} does. */
  private void end(boolean inTime) {
    Answer found = answer;
    if (found != null) {
      learn(found);
    }
    boolean more = entry.finished(execution.size());
    execution.answerCallers(found);
    if (!inTime && !returns) {
      execution.fail(new StoreUnavailableException("other nodes were faster"));
    }
    execution
        .unreturned(false)
        .forEach(lease -> node.scheduleReturn(entry, lease, Dispatcher.RETRY_SIXTEENTHS));
    calls.forEach(call -> node.report(call, decision(call)));
    if (more) {
      node.begin(entry);
    }
  }

  private void learn(Answer found) {
    store.load(name).charges++;
    HeldLease lease = execution.learn(found);
    if (lease != null) {
      node.scheduleEnd(entry, lease);
    }
  }

  private static @Nullable Decision decision(PendingRequest call) {
    try {
      return (Decision) call.await();
    } catch (StoreUnavailableException e) {
      return null;
    }
  }
}
