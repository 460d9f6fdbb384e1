package io.limitrate.internal.source;

import java.util.List;

/**
 * Describes where the settings of a configuration were written.
 *
 * @param rulesOfCode how many of the first rules a builder added before the rules of the file
 * @param properties the names of the system properties that set a value
 * @param notes the notes of the file's reader, one line each
 * @param fingerprints compare the settings of two files
 */
public record Source(
    Places places,
    int rulesOfCode,
    List<String> properties,
    List<String> notes,
    Fingerprints fingerprints) {
  /** The source of a configuration that code built. */
  public static final Source CODE =
      new Source(Places.NONE, 0, List.of(), List.of(), Fingerprints.NONE);

  public Source {
    properties = List.copyOf(properties);
    notes = List.copyOf(notes);
  }
}
