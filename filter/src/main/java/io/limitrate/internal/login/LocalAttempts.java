package io.limitrate.internal.login;

import io.limitrate.Key;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.login.attempt.AttemptStatus;
import io.limitrate.internal.login.attempt.AttemptTransition;
import io.limitrate.internal.login.attempt.Attempts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the attempts of this node against the node's share of each limit. It also counts while the
 * shared store decides, so it knows what this node has admitted when the store is lost.
 * Thread-safe.
 *
 * @param nodes the number of nodes that share the limits, at least 1
 */
record LocalAttempts(Store store, int nodes, Map<Attempts, Attempts> shares) {

  LocalAttempts(Store store, int nodes) {
    this(store, nodes, new ConcurrentHashMap<>());
  }

  AttemptStatus apply(Key key, AttemptTransition step) {
    return store.apply(key, shared(step));
  }

  private AttemptTransition shared(AttemptTransition step) {
    return new AttemptTransition(
        share(step.by()), step.move(), step.id(), step.other(), step.nowNanos());
  }

  private Attempts share(Attempts limits) {
    return shares.computeIfAbsent(limits, all -> all.share(nodes));
  }
}
