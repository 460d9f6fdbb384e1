package io.limitrate.internal.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Collects messages about settings, and sorts the messages by the place of the setting in the file.
 */
public final class Messages {
  private static final int LONGEST = 400;
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private final List<Line> lines = new ArrayList<>();

  public void add(Place place, String path, String rule) {
    String prefix = path.isEmpty() ? "" : printable(path) + ": ";
    lines.add(new Line(place, prefix + printable(rule)));
  }

  public void add(Place place, String path, String value, String rule) {
    lines.add(
        new Line(place, printable(path) + " \"" + printable(value) + "\": " + printable(rule)));
  }

  /**
   * Returns a text for a log, shortened and without control characters. The text comes from
   * outside, so it must not flood the log or forge log lines.
   */
  public static String printable(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return UNPRINTABLE.matcher(start).replaceAll("\uFFFD");
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /**
   * Returns the messages in the order of their places. A message begins with its place if the place
   * is known.
   */
  public List<String> texts() {
    lines.sort(Comparator.comparingLong(line -> line.place.order()));
    List<String> texts = new ArrayList<>();
    for (Line line : lines) {
      texts.add(line.text());
    }
    return texts;
  }

  private record Line(Place place, String message) {
    String text() {
      return place.text().isEmpty() ? message : printable(place.text()) + ": " + message;
    }
  }
}
