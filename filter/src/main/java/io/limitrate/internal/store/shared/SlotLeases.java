package io.limitrate.internal.store.shared;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.internal.algorithm.Slot;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.engine.Transition.Enter;
import io.limitrate.internal.engine.Transition.Leave;
import io.limitrate.internal.engine.Transition.Renew;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The slots of this node's calls in flight. The shared state holds each slot for ten seconds only,
 * so that a killed node loses its slots. This node renews the slots of running calls, up to the
 * longest duration of a call, and repeats the end of a call until the shared state has answered.
 *
 * <p>A node that is stopped for longer than ten seconds loses its slots, although its calls run on.
 * Its first renewal after the stop takes the slots again, also beyond the limit. Thread-safe.
 */
final class SlotLeases {
  /** How long the shared state holds a slot that is not renewed. */
  static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** The time between two renewals, which leaves time for slow answers and pauses of the node. */
  static final long RENEWAL_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** How often this node looks for due renewals. */
  static final Duration PERIOD = Duration.ofSeconds(1);

  private final ClusterClock clock;
  private final Function<Key, Sender> senders;
  private final Map<Long, Held> slots = new ConcurrentHashMap<>();

  SlotLeases(ClusterClock clock, Function<Key, Sender> senders) {
    this.clock = clock;
    this.senders = senders;
  }

  /**
   * Sends transitions of one key to the shared state, in their order and without a wait; runs the
   * action after an answer.
   */
  @FunctionalInterface
  interface Sender {
    void send(Transition<Decision> transition, Runnable answered);
  }

  /**
   * Takes a slot for the time of a lease, and keeps the slot if the call is permitted. If there is
   * no answer, the operation may still take the slot later, so this node frees the slot.
   *
   * @param enter the transition, by this node's clock
   * @param ask asks the shared state
   * @param sender sends transitions that the shared state executes after the asked transition
   */
  Decision enter(Key key, Enter enter, Function<Enter, Decision> ask, Sender sender) {
    Enter whole = enter.later(clock.offsetNanos());
    Slot leased = leased(whole.slot());
    Decision decision;
    try {
      decision = ask.apply(whole.with(leased));
    } catch (RuntimeException e) {
      leave(key, new Leave(whole.quotas(), leased.name(), whole.nowNanos()), sender);
      throw e;
    }
    if (decision.permitted() && whole.cost() > 0) {
      slots.put(leased.name(), new Held(key, whole));
    }
    return decision;
  }

  /** Frees the slot of a call that has ended. Does not wait for the answer. */
  void leave(Key key, Leave leave) {
    leave(key, leave.later(clock.offsetNanos()), senders.apply(key));
  }

  private void leave(Key key, Leave leave, Sender sender) {
    Held ended = new Held(key, leave);
    Held running = slots.put(ended.name, ended);
    if (running != null) {
      running.stop();
    }
    send(sender, ended, ended.last);
  }

  private static Slot leased(Slot slot) {
    return new Slot(slot.name(), Math.min(slot.holdNanos(), LEASE_NANOS));
  }

  /** Renews the slots of running calls, and repeats the ends that have no answer. */
  void renew() {
    long nowNanos = clock.nanos();
    for (Held held : List.copyOf(slots.values())) {
      if (held.endNanos - nowNanos <= 0) {
        slots.remove(held.name, held);
      } else if (nowNanos - held.sentNanos >= RENEWAL_NANOS) {
        repeat(held, nowNanos);
      }
    }
  }

  /** Sends no renewal after the end of the call, because the renewal would take a slot again. */
  private void repeat(Held held, long nowNanos) {
    synchronized (held) {
      if (!held.stopped) {
        held.sentNanos = nowNanos;
        send(senders.apply(held.key), held, held.next(nowNanos));
      }
    }
  }

  /** Returns the number of slots that this node renews or frees. */
  int size() {
    return slots.size();
  }

  private void send(Sender sender, Held held, Transition<Decision> transition) {
    Runnable answered =
        transition instanceof Leave ? () -> slots.remove(held.name, held) : () -> {};
    sender.send(transition, answered);
  }

  /** A slot of a running call, or the end of a call that has no answer. Compared by identity. */
  private static final class Held {
    final Key key;
    final long name;
    private final Transition<Decision> last;

    /** The time from which the slot needs nothing more. */
    final long endNanos;

    /** The time of the last renewal. */
    private volatile long sentNanos;

    private boolean stopped;

    Held(Key key, Enter enter) {
      this(key, enter.slot().name(), enter, enter.nowNanos() + enter.slot().holdNanos());
    }

    Held(Key key, Leave leave) {
      this(key, leave.slot(), leave, leave.nowNanos() + LEASE_NANOS);
    }

    private Held(Key key, long name, Transition<Decision> last, long endNanos) {
      this.key = key;
      this.name = name;
      this.last = last;
      this.endNanos = endNanos;
      this.sentNanos = last.nowNanos();
    }

    synchronized void stop() {
      stopped = true;
    }

    Transition<Decision> next(long nowNanos) {
      return last instanceof Enter
          ? new Renew(last.quotas(), leased(new Slot(name, endNanos - nowNanos)), nowNanos)
          : new Leave(last.quotas(), name, nowNanos);
    }
  }
}
