package io.limitrate.internal.source;

import java.util.List;

/** What was written, before anything is known of its meaning: a tree in which all has a place. */
public sealed interface Node {
  Place place();

  /** The same, written elsewhere. */
  Node at(Place place);

  /** One value; blank where the file gives none. */
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

  /** Values by key in the order written; keys that were written twice are there twice. */
  record Mapping(Place place, List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public Mapping at(Place elsewhere) {
      return new Mapping(elsewhere, entries);
    }
  }

  /** A key and its value, which has the place of the key. */
  record Entry(String key, Node value) {}
}
