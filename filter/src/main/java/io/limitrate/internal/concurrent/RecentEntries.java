package io.limitrate.internal.concurrent;

import org.jspecify.annotations.Nullable;

/**
 * Remembers recently used entries: a direct-mapped cache, in which each hash code has one slot. The
 * caller compares the found entry with what it looks for, because several keys have the same hash
 * code.
 *
 * <p>Thread-safe without locks. The fields that identify an entry are final, so an entry is safe to
 * publish by a race; a race loses at most one entry.
 *
 * @param <E> the type of the entries
 */
public final class RecentEntries<E> {
  private final @Nullable Object[] slots;

  /** The hash codes of the entries, so that a search reads no entry of another hash code. */
  private final int[] hashes;

  private final int[] missed;

  /**
   * Creates an empty cache.
   *
   * @param size the number of slots, a power of two
   */
  public RecentEntries(int size) {
    if (Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("size " + size + ": must be a power of two");
    }
    slots = new Object[size];
    hashes = new int[size];
    missed = new int[size];
  }

  /**
   * Returns the entry of a hash code, or {@code null}. If another thread puts an entry at the same
   * time, the entry may have another hash code.
   */
  @SuppressWarnings("unchecked") // only put() sets the entries
  public @Nullable E at(int hash) {
    int slot = slot(hash);
    return hashes[slot] == hash ? (E) slots[slot] : null;
  }

  /** Puts an entry into the slot of its hash code, in the place of the present entry. */
  public void put(int hash, E entry) {
    int slot = slot(hash);
    slots[slot] = entry;
    hashes[slot] = hash;
  }

  /** Empties the slot of a hash code. */
  public void forget(int hash) {
    slots[slot(hash)] = null;
  }

  /**
   * Returns whether this hash code is the second one in a row that was not found in its slot. A
   * caller that puts only such entries makes no entry for keys that are used once.
   */
  public boolean isMissedAgain(int hash) {
    int slot = slot(hash);
    boolean again = missed[slot] == hash;
    missed[slot] = hash;
    return again;
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 16) & slots.length - 1;
  }
}
