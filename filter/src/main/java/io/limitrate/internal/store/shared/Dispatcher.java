package io.limitrate.internal.store.shared;

import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.concurrent.CompletionStages;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.store.shared.BatchExecution.Answer;
import io.limitrate.internal.store.shared.StoreRequest.LeaseReturn;
import io.limitrate.internal.store.shared.lease.HeldLease;
import io.limitrate.internal.store.shared.strategy.Deadline;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the shared state. One operation carries all requests of one key; requests that
 * arrive during the operation form the next batch. So a node runs one operation per key at a time,
 * with any number of request threads.
 *
 * <p>An operation blocks no thread, or a thread of the store. A request thread waits until its
 * deadline at most, and runs the short steps between two operations. A provider that hangs
 * therefore blocks no thread of the application. Thread-safe.
 */
final class Dispatcher {
  /**
   * How long an ended lease waits for a charge that also returns its unused units, in sixteenths of
   * the lease's life. A busy node renews its lease within this time.
   */
  static final int RETURN_SIXTEENTHS = 12;

  /** The wait before a return is repeated, because other nodes were faster; in sixteenths too. */
  static final int RETRY_SIXTEENTHS = 1;

  /** The attempts of one return. The second one uses the text that the first one has found. */
  static final int RETURN_ATTEMPTS = 2;

  private final SharedState sharedState;
  private final ClusterClock clock;
  private final Availability availability;
  private final StoreExecutors executors;
  private final Consumer<LocalEntry> forget;
  private final StoreUnavailableException unavailable =
      new StoreUnavailableException("the shared store is not available");

  Dispatcher(
      SharedState sharedState,
      ClusterClock clock,
      Availability availability,
      StoreExecutors executors,
      Consumer<LocalEntry> forget) {
    this.sharedState = sharedState;
    this.clock = clock;
    this.availability = availability;
    this.executors = executors;
    this.forget = forget;
  }

  /**
   * Sends a transition to the shared state and waits for the answer.
   *
   * @throws RuntimeException when the operation fails or gives no answer in time
   */
  Object ask(LocalEntry entry, Transition<?> transition) {
    if (!availability.available()) {
      throw unavailable;
    }
    PendingRequest request = new PendingRequest(transition, entry, sharedState.timeout());
    send(entry, request);
    Object answer = request.await();
    if (answer == null) {
      handleTimeout(entry, request.deadline());
      throw new StoreUnavailableException(
          "no answer of the shared store within " + sharedState.timeout().toMillis() + " ms");
    }
    return answer;
  }

  /**
   * Counts an operation without an answer as one failure of the store, however many callers waited
   * for it. An operation with an answer is no failure. A new local entry replaces this one, so that
   * later calls do not queue behind an operation that may hang for minutes.
   */
  private void handleTimeout(LocalEntry entry, @Nullable Deadline deadline) {
    if (deadline != null && !deadline.unanswered()) {
      return;
    }
    forget.accept(entry);
    if (deadline == null || deadline.claimReport()) {
      availability.failed(null);
    }
  }

  /**
   * Queues a request. The calling thread starts the operation when the queue of the key was empty.
   */
  void send(LocalEntry entry, StoreRequest request) {
    if (entry.add(request)) {
      begin(entry);
    }
  }

  private void begin(LocalEntry entry) {
    BatchExecution execution = new BatchExecution(sharedState, clock, entry, entry.nextRequests());
    if (!availability.available()) {
      end(entry, execution, unavailable);
      return;
    }
    if (executors.closed()) {
      end(entry, execution, closed());
      return;
    }
    try {
      CompletionStage<@Nullable Answer> operation = execution.startAsync(executors.workers());
      if (operation == null) {
        submit(entry, execution);
      } else {
        operation.whenCompleteAsync(
            (answer, failure) -> answered(entry, execution, answer, failure),
            CompletionStages.SAME_THREAD);
      }
    } catch (RuntimeException e) {
      end(entry, execution, e);
    }
  }

  /** Ends an operation; runs on any thread, also on a thread of the provider. */
  private void answered(
      LocalEntry entry,
      BatchExecution execution,
      @Nullable Answer answer,
      @Nullable Throwable failure) {
    if (failure == null) {
      end(entry, execution, answer);
    } else if (CompletionStages.cause(failure) instanceof RuntimeException cause) {
      end(entry, execution, cause);
    } else {
      end(entry, execution, new IllegalStateException("the shared store fails", failure));
    }
  }

  /** Executes the batch on a worker thread of the store. */
  private void submit(LocalEntry entry, BatchExecution execution) {
    if (!executors.submit(() -> run(entry, execution))) {
      end(entry, execution, closed());
    }
  }

  private void run(LocalEntry entry, BatchExecution execution) {
    Answer answer;
    try {
      answer = execution.runBlocking();
    } catch (RuntimeException e) {
      end(entry, execution, e);
      return;
    } catch (Error e) {
      end(entry, execution, new IllegalStateException("the shared store fails", e));
      throw e;
    }
    end(entry, execution, answer);
  }

  private void end(LocalEntry entry, BatchExecution execution, @Nullable Answer answer) {
    if (answer != null) {
      scheduleEnd(entry, execution.learn(answer));
    }
    execution
        .unreturned(executors.closing())
        .forEach(lease -> scheduleReturn(entry, lease, RETRY_SIXTEENTHS));
    end(entry, execution, () -> execution.answerCallers(answer));
  }

  private void end(LocalEntry entry, BatchExecution execution, RuntimeException failure) {
    end(entry, execution, () -> execution.fail(failure));
    execution.unreturned(false).forEach(lease -> retryReturn(entry, lease));
  }

  /**
   * Ends the operation before it answers the callers: a caller that calls again at once finds the
   * entry free.
   */
  private void end(LocalEntry entry, BatchExecution execution, Runnable answerCallers) {
    boolean more = entry.finished(execution.size());
    answerCallers.run();
    if (more) {
      startNext(entry);
    }
  }

  /**
   * Starts the next batch on a request thread that waits for it, or else on a worker: the store
   * wakes the request thread anyway.
   */
  private void startNext(LocalEntry entry) {
    Runnable begin = () -> begin(entry);
    if (!entry.runOnCaller(begin) && !executors.submit(begin)) {
      end(entry, new BatchExecution(sharedState, clock, entry, entry.nextRequests()), closed());
    }
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("the store is closed");
  }

  private void scheduleEnd(LocalEntry entry, @Nullable HeldLease lease) {
    if (lease != null
        && !executors.schedule(() -> end(entry, lease), lease.endNanos() - clock.nanos())) {
      giveBack(entry, lease);
    }
  }

  private void end(LocalEntry entry, HeldLease lease) {
    if (lease.hasUnused()) {
      entry.ended().keep(lease);
      scheduleReturn(entry, lease, RETURN_SIXTEENTHS);
    }
  }

  /**
   * Returns unused units later, unless a charge returns them before. The request is sent even if no
   * units are kept then: a running operation may carry them and return only a part.
   */
  private void scheduleReturn(LocalEntry entry, HeldLease lease, int sixteenths) {
    Runnable giveBack = () -> send(entry, new LeaseReturn(lease, RETURN_ATTEMPTS));
    if (!executors.schedule(giveBack, lease.quotas().leaseNanos() / 16 * sixteenths)) {
      giveBack(entry, lease);
    }
  }

  /** Tries a failed return again after the life of a lease, until the units count no more. */
  private void retryReturn(LocalEntry entry, HeldLease lease) {
    if (clock.nanos() - lease.endNanos() < lease.quotas().retentionNanos()) {
      boolean unused =
          executors.schedule(
              () -> send(entry, new LeaseReturn(lease, RETURN_ATTEMPTS)),
              lease.quotas().leaseNanos());
    }
  }

  /** Returns the unused units of a lease now, if the store accepts returned units. */
  void giveBack(LocalEntry entry, HeldLease lease) {
    entry.ended().keep(lease);
    send(entry, new LeaseReturn(lease, Integer.MAX_VALUE));
  }
}
