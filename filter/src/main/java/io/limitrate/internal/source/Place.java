package io.limitrate.internal.source;

import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Where a setting was written.
 *
 * @param text how messages name it
 * @param order messages are sorted by it: as in the file, and last what is in none
 */
public record Place(String text, long order) {
  public static Place of(String file, Mark mark) {
    return line(file, mark.getLine() + 1, mark.getColumn());
  }

  public static Place line(String file, int line, int column) {
    return new Place(file + ":" + line, (long) line << Integer.SIZE | column);
  }

  public static Place outsideTheFile(String text) {
    return new Place(text, Long.MAX_VALUE);
  }
}
