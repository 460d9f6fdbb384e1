package io.limitrate.internal.routing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree of patterns: the patterns that begin with the same segments. An
 * open-addressing hash table holds the children for literal segments. The table compares segments
 * with a region of the path, so a look-up allocates no string. One thread fills a node; then all
 * threads may read.
 */
final class PathNode<T> {
  /** A pattern, and one of its values. */
  record Entry<T>(PathPattern pattern, T value) {}

  private final String segment;
  private final int hash;
  private final List<Entry<T>> exact = new ArrayList<>(1);
  private final List<Entry<T>> below = new ArrayList<>(1);
  private @Nullable PathNode<T> variable;
  private @Nullable PathNode<T>[] literals = newTable(2);
  private int size;

  PathNode(String segment) {
    this.segment = segment;
    this.hash = hash(segment, 0, segment.length());
  }

  /** Returns the entries that match a path which ends at this node, in the order of adding. */
  List<Entry<T>> exact() {
    return exact;
  }

  /** Returns the entries that match a path through this node, in the order of adding. */
  List<Entry<T>> below() {
    return below;
  }

  @Nullable PathNode<T> variable() {
    return variable;
  }

  /** Returns the child for the literal segment at {@code [from, to)} of the text. */
  @Nullable PathNode<T> literal(String text, int from, int to) {
    return size == 0 ? null : literals[slot(hash(text, from, to), text, from, to)];
  }

  PathNode<T> variableForAdding() {
    if (variable == null) {
      variable = new PathNode<>("");
    }
    return variable;
  }

  PathNode<T> literalForAdding(String segment) {
    PathNode<T> child = literal(segment, 0, segment.length());
    if (child == null) {
      child = new PathNode<>(segment);
      makeRoom();
      put(child);
      size++;
    }
    return child;
  }

  private void makeRoom() {
    if (size * 2 < literals.length) {
      return;
    }
    @Nullable PathNode<T>[] former = literals;
    literals = newTable(former.length * 2);
    for (PathNode<T> child : former) {
      if (child != null) {
        put(child);
      }
    }
  }

  private void put(PathNode<T> child) {
    literals[slot(child.hash, child.segment, 0, child.segment.length())] = child;
  }

  /** Returns the slot of a segment, or the free slot for it; half of the table is always free. */
  private int slot(int hash, String text, int from, int to) {
    int slot = hash ^ (hash >>> 16);
    while (true) {
      slot &= literals.length - 1;
      PathNode<T> child = literals[slot];
      if (child == null || (child.hash == hash && child.isSegment(text, from, to))) {
        return slot;
      }
      slot++;
    }
  }

  private boolean isSegment(String text, int from, int to) {
    return segment.length() == to - from && segment.regionMatches(0, text, from, to - from);
  }

  private static int hash(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T> @Nullable PathNode<T>[] newTable(int length) {
    return new PathNode[length];
  }
}
