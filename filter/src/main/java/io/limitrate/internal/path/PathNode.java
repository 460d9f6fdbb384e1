package io.limitrate.internal.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree of patterns: the patterns that begin with the same segments. One thread fills
 * a node; then all threads may read.
 */
final class PathNode<T> {
  /** A pattern, and one of its values. */
  record Entry<T>(PathPattern pattern, T value) {}

  private final List<Entry<T>> exact = new ArrayList<>(1);
  private final List<Entry<T>> below = new ArrayList<>(1);
  private final Map<String, PathNode<T>> literals = new HashMap<>();
  private @Nullable PathNode<T> variable;

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
    return literals.isEmpty() ? null : literals.get(text.substring(from, to));
  }

  PathNode<T> variableForAdding() {
    if (variable == null) {
      variable = new PathNode<>();
    }
    return variable;
  }

  PathNode<T> literalForAdding(String segment) {
    return literals.computeIfAbsent(segment, unused -> new PathNode<>());
  }
}
