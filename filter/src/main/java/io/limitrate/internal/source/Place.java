package io.limitrate.internal.source;

import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * The place where a setting was written.
 *
 * @param text the place as messages show it
 * @param order the sort key of messages: places in the file sort by line and column, places outside
 *     the file sort last
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
