package io.limitrate.config;

import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Where a setting was written.
 *
 * @param text how messages name it
 * @param order messages are sorted by it: as in the file, and last what is in none
 */
record Place(String text, long order) {
  static Place of(String file, Mark mark) {
    return line(file, mark.getLine() + 1, mark.getColumn());
  }

  static Place line(String file, int line, int column) {
    return new Place(file + ":" + line, (long) line << Integer.SIZE | column);
  }

  static Place outsideTheFile(String text) {
    return new Place(text, Long.MAX_VALUE);
  }
}
