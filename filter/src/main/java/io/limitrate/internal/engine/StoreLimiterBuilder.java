package io.limitrate.internal.engine;

import io.limitrate.DecisionListener;
import io.limitrate.FailureRule;
import io.limitrate.Key;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a limiter. Not thread-safe. */
public final class StoreLimiterBuilder {
  final Store store;
  @Nullable LocalShare localShare;
  Clock clock = Clock.monotonic();
  Key secret = Key.random();
  TurnTimer timer = TurnTimer.daemon();
  final List<DecisionListener> listeners = new ArrayList<>();

  StoreLimiterBuilder(Store store) {
    this.store = store;
  }

  /** Sets the source of time. By default, time is monotonic and starts at the wall-clock time. */
  public StoreLimiterBuilder clock(InstantSource clock) {
    return clock(Clock.of(clock));
  }

  /** Sets the clock. A store that compares times needs the same clock. */
  public StoreLimiterBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Sets the store that decides for {@link FailureRule#LOCAL} policies while the main one cannot.
   *
   * @param local a store of this process; the limiter closes it
   * @param nodes the number of nodes that share each quota equally, at least 1
   */
  public StoreLimiterBuilder localShare(Store local, int nodes) {
    this.localShare = new LocalShare(local, nodes);
    return this;
  }

  /** Sets the secret of the key hash; random by default. Nodes of one store need one secret. */
  public StoreLimiterBuilder secret(byte[] sixteenBytes) {
    return secret(Key.secret(sixteenBytes));
  }

  /** Sets the secret of the key hash, made by {@link Key#secret}. */
  public StoreLimiterBuilder secret(Key secret) {
    this.secret = secret;
    return this;
  }

  /** Adds a listener. */
  public StoreLimiterBuilder listener(DecisionListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Returns the limiter. */
  public StoreLimiter build() {
    return new StoreLimiter(this);
  }
}
