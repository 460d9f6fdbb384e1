package io.limitrate.internal.source;

import java.util.List;

/**
 * Where the settings of a configuration were written.
 *
 * @param rulesOfCode how many of the first rules a builder made, below those of the file
 * @param properties the system properties that set a value, by their names
 * @param notes what the reader of the file has to say, each a line
 */
public record Source(Places places, int rulesOfCode, List<String> properties, List<String> notes) {
  /** A configuration that a builder made. */
  public static final Source CODE = new Source(Places.NONE, 0, List.of(), List.of());

  public Source {
    properties = List.copyOf(properties);
    notes = List.copyOf(notes);
  }
}
