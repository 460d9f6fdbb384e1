package io.limitrate.internal.source;

import java.util.List;

/**
 * A node of a parsed file. Every node has a place. The tree says nothing about the meaning of the
 * settings.
 */
public sealed interface Node {
  Place place();

  /** Returns a copy of this node at another place. */
  Node at(Place place);

  /** A single value; an empty text when the file gives no value. */
  record Scalar(Place place, String text) implements Node {
    @Override
    public Scalar at(Place elsewhere) {
      return new Scalar(elsewhere, text);
    }
  }

  /** A list. */
  record Sequence(Place place, List<Node> elements) implements Node {
    public Sequence {
      elements = List.copyOf(elements);
    }

    @Override
    public Sequence at(Place elsewhere) {
      return new Sequence(elsewhere, elements);
    }
  }

  /**
   * Values by key in the order of the file. A key that the file repeats is present more than once.
   */
  record Mapping(Place place, List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public Mapping at(Place elsewhere) {
      return new Mapping(elsewhere, entries);
    }
  }

  /** A key and its value. The place of the value is the place of the key. */
  record Entry(String key, Node value) {}
}
