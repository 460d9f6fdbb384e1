package io.limitrate.internal.store.shared;

import io.limitrate.internal.store.shared.Path.Entry;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the shared state, and how it is changed at the moment. An operation keeps its target
 * to the end, whatever a later self-test finds out meanwhile. Immutable.
 *
 * @param path by which a charge is made that holds a thread
 * @param takesBack whether units can be given back in a way that never does it twice
 */
record Target(Entry entry, Path path, boolean takesBack) {

  boolean holdsNoThread() {
    return entry.shared().holdsNoThread();
  }

  /** Changes the entry, and holds the thread meanwhile; returns the text found. */
  @Nullable String change(Change change, Try attempt) {
    return path.change(entry, change, attempt);
  }

  /** Changes the entry once at most; returns the text found. */
  @Nullable String giveBack(Change change, Try attempt) {
    return Path.giveBack(entry, change, attempt);
  }
}
