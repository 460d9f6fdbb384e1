package io.limitrate.internal.store.shared;

import io.limitrate.Decision;
import io.limitrate.StoreUnavailableException;
import io.limitrate.Transition;
import io.limitrate.internal.algorithm.Unused;
import io.limitrate.internal.store.shared.Round.Answer;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries errands to the shared state: all that the callers of one key want goes in one operation,
 * and while that is on its way, the next round gathers. So a node has one operation a key under way
 * at a time, however many threads ask.
 *
 * <p>An operation holds no thread, or one of the store's. A caller waits for each answer of the
 * store as long as the time-out says, and does what is to be done between two operations; a
 * provider that hangs holds none of the application's threads.
 */
final class Dispatcher {
  private final Remote remote;
  private final ClusterClock clock;
  private final Availability availability;
  private final Threads threads;
  private final Consumer<LocalEntry> forget;
  private final StoreUnavailableException unavailable =
      new StoreUnavailableException("the shared store is not available");

  Dispatcher(
      Remote remote,
      ClusterClock clock,
      Availability availability,
      Threads threads,
      Consumer<LocalEntry> forget) {
    this.remote = remote;
    this.clock = clock;
    this.availability = availability;
    this.threads = threads;
    this.forget = forget;
  }

  /**
   * Asks the shared state, and waits.
   *
   * @throws RuntimeException when there is no answer, or none in time
   */
  Decision ask(LocalEntry entry, Transition transition) {
    if (!availability.available()) {
      throw unavailable;
    }
    Question question = new Question(transition, entry, remote.timeout());
    send(entry, question);
    Decision decision = question.await();
    if (decision == null) {
      late(entry, question.attempt());
      throw new StoreUnavailableException(
          "no answer of the shared store within " + remote.timeout().toMillis() + " ms");
    }
    return decision;
  }

  /**
   * One operation that is late counts once, and not at all where the store does answer. Calls to
   * come do not queue behind one that may hang for minutes.
   */
  private void late(LocalEntry entry, @Nullable Try attempt) {
    if (attempt != null && !attempt.silent()) {
      return;
    }
    forget.accept(entry);
    if (attempt == null || attempt.judge()) {
      availability.failed(null);
    }
  }

  /** Has the errand done soon, by whoever does those of this key. */
  void send(LocalEntry entry, Errand errand) {
    if (entry.add(errand)) {
      begin(entry);
    }
  }

  private void begin(LocalEntry entry) {
    Round round = new Round(remote, clock, entry, entry.next());
    if (!availability.available()) {
      end(entry, round, unavailable);
      return;
    }
    if (threads.closed()) {
      end(entry, round, closed());
      return;
    }
    try {
      CompletionStage<@Nullable Answer> asked = round.ask(threads.workers());
      if (asked == null) {
        work(entry, round);
      } else {
        asked.whenCompleteAsync(
            (answer, failure) -> asked(entry, round, answer, failure), Stages.AT_ONCE);
      }
    } catch (RuntimeException e) {
      end(entry, round, e);
    }
  }

  /** On any thread, perhaps one of the provider. */
  private void asked(
      LocalEntry entry, Round round, @Nullable Answer answer, @Nullable Throwable failure) {
    if (failure == null) {
      end(entry, round, answer);
    } else if (Stages.cause(failure) instanceof RuntimeException cause) {
      end(entry, round, cause);
    } else {
      end(entry, round, new IllegalStateException("the shared store fails", failure));
    }
  }

  /** Goes on with a thread of the store. */
  private void work(LocalEntry entry, Round round) {
    if (!threads.soon(() -> run(entry, round))) {
      end(entry, round, closed());
    }
  }

  private void run(LocalEntry entry, Round round) {
    Answer answer;
    try {
      answer = round.run();
    } catch (RuntimeException e) {
      end(entry, round, e);
      return;
    } catch (Error e) {
      end(entry, round, new IllegalStateException("the shared store fails", e));
      throw e;
    }
    end(entry, round, answer);
  }

  private void end(LocalEntry entry, Round round, @Nullable Answer answer) {
    if (answer == null) {
      end(entry, round, () -> {});
    } else {
      watch(entry, round.learn(answer));
      end(entry, round, () -> round.tell(answer));
    }
  }

  private void end(LocalEntry entry, Round round, RuntimeException failure) {
    end(entry, round, () -> round.fail(failure));
  }

  /** The entry is free before anybody is told: who asks again at once need not wait for it. */
  private void end(LocalEntry entry, Round round, Runnable tell) {
    boolean more = entry.done(round.errands());
    tell.run();
    if (more) {
      next(entry);
    }
  }

  /** By one of those who wait for it, if there is any: it is to be woken anyway. */
  private void next(LocalEntry entry) {
    Runnable begin = () -> begin(entry);
    if (!entry.drive(begin) && !threads.soon(begin)) {
      end(entry, new Round(remote, clock, entry, entry.next()), closed());
    }
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("the store is closed");
  }

  private void watch(LocalEntry entry, @Nullable HeldLease lease) {
    if (lease != null
        && !threads.later(() -> giveBack(entry, lease), lease.endNanos() - clock.nanos())) {
      giveBack(entry, lease);
    }
  }

  /** Ends the lease and gives back what is left of it, where the store can take it. */
  void giveBack(LocalEntry entry, HeldLease lease) {
    Unused unused = lease.end();
    if (unused != null) {
      send(entry, new Errand.Return(lease.quotas(), unused));
    }
  }
}
