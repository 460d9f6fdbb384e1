package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.Limiter;
import io.limitrate.Limiter.Waiting;
import io.limitrate.internal.log.ThrottledLogger;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the calls that wait, and checks the bounds of a call when it arrives. Logs each bound that
 * rejects a call once, until the bounds change. Thread-safe.
 */
final class WaitingRoom {
  private static final System.Logger LOG = System.getLogger(Limiter.class.getName());

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger threads = new AtomicInteger();
  private final Set<Line> logged = ConcurrentHashMap.newKeySet();
  private volatile Waiting bounds = Waiting.DEFAULT;

  /** A setting that limits the calls that wait. */
  enum Bound {
    CALLS {
      @Override
      String text(Waiting bounds) {
        return "waiting.calls "
            + bounds.calls()
            + ": that many calls of the application wait already. Raise waiting.calls, or shorten"
            + " the queues of the leaky buckets";
      }
    },
    THREADS {
      @Override
      String text(Waiting bounds) {
        return "waiting.threads "
            + bounds.threads()
            + ": that many threads of the application wait already. Raise waiting.threads if the"
            + " server has more threads, or "
            + WITHOUT_THREAD;
      }
    },
    LONGEST {
      @Override
      String text(Waiting bounds) {
        return "waiting.longest "
            + bounds.longest().orElseThrow()
            + ": a call would wait longer. Raise waiting.longest, or shorten the queue";
      }
    },
    LONGEST_ON_THREAD {
      @Override
      String text(Waiting bounds) {
        return "waiting.longestOnThread "
            + bounds.longestOnThread()
            + ": a thread would wait longer. Raise waiting.longestOnThread, shorten the queue, or "
            + WITHOUT_THREAD;
      }
    };

    private static final String WITHOUT_THREAD =
        "let the calls wait without a thread: set the filter's init-param queue to dispatch, or"
            + " let the annotated method return a CompletionStage";

    abstract String text(Waiting bounds);
  }

  /**
   * A line of the log: a bound with its value, which a call that arrived earlier may still have.
   */
  private record Line(Bound bound, Waiting bounds) {}

  /** Sets the bounds of calls that arrive from now on. Calls that wait already continue to wait. */
  void limit(Waiting next) {
    if (!next.equals(bounds)) {
      bounds = next;
      logged.clear();
    }
  }

  Waiting bounds() {
    return bounds;
  }

  /** Takes a place among the calls; false if all places are taken. */
  boolean enter(Execution execution) {
    Waiting now = bounds;
    return take(calls, now.calls()) || rejects(Bound.CALLS, now, execution);
  }

  void leave(int left) {
    calls.addAndGet(-left);
  }

  /** Takes a place among the threads; false if all places are taken. */
  boolean enterThread(Execution execution) {
    Waiting now = bounds;
    return take(threads, now.threads()) || rejects(Bound.THREADS, now, execution);
  }

  void leaveThread() {
    threads.decrementAndGet();
  }

  private static boolean take(AtomicInteger taken, int most) {
    int before = taken.get();
    while (before < most) {
      int found = taken.compareAndExchange(before, before + 1);
      if (found == before) {
        return true;
      }
      before = found;
    }
    return false;
  }

  /** Logs the bound that has rejected, unless it is logged already. Returns false. */
  boolean rejects(Bound bound, Waiting rejecting, Execution execution) {
    if (logged.add(new Line(bound, rejecting))) {
      String text =
          "Policy "
              + delaying(execution)
              + " rejects a call that cannot wait, by "
              + bound.text(rejecting)
              + ". This line is not repeated while the settings stay";
      new ThrottledLogger(LOG).warning(text);
    }
    return false;
  }

  /** Returns the name of the first policy that delays the call. */
  private static String delaying(Execution execution) {
    return execution.stream()
        .filter(charge -> charge.decision() instanceof Decision.Delayed && charge.enforced())
        .map(charge -> charge.policy().name())
        .findFirst()
        .orElseThrow();
  }
}
